#[query_language(JSONata)]
machine Evaluations {
    resource evaluator: lambda::Function;

    "Whole": $.seconds = evaluate("$.milliseconds / 1000");
    "Part": $.part = { total: evaluate("$.price * $.quantity") + 1, name: evaluate("$.name.trim().toUpperCase()") };
    "By function": let label = evaluate("`${$.id}-${$.n}`", function: evaluator);
    "Of the result": let first = evaluator { id: $.id } select { first: evaluate("$.items[0] ?? 'none'") };
    evaluate("$.items.slice(0, 2)")
}
