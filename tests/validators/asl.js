// Reads paths from standard input, one a line; prints `path<TAB>first message` for each that asl-validator refuses.
const fs = require('fs');
const validate = require('asl-validator');
for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  let refusal = null;
  try {
    const result = validate(JSON.parse(fs.readFileSync(path, 'utf8')));
    if (!result.isValid) refusal = result.errors.map((it) => `${it['Error code']} ${it.path ?? ''} ${it.Message ?? it.message ?? ''}`)[0];
  } catch (error) {
    refusal = `throws: ${error.message}`;
  }
  if (refusal !== null) console.log(`${path}\t${refusal.replace(/\s+/g, ' ').slice(0, 200)}`);
}
