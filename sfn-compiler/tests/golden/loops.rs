machine A { pass; 'a: loop { loop { continue 'a; } } }
machine B { loop { break; } pass; loop { } }
machine C { resource f: lambda::Functoin; try { f {} catch { _ => {} }; } catch { "X" => {} } try { f {} catch { _ => {} }; "G": f {}; } catch { "X" => {} } }
