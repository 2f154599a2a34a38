machine Semaphore {
    resource locks: dynamodb::Table;
    "Acquire lock": $.lock = dynamodb::updateItem { TableName: locks, Key: { id: S("lock") } } catch { "DynamoDB.ConditionalCheckFailedException" as $.lock.error => goto "Read lock" };
    return;
    "Read lock": $.lock.item = dynamodb::getItem { TableName: locks, Key: { id: S("lock") } } select { text: States.JsonToString($.Item) };
    "Held already?": match { IsPresent($.lock.item.text) && StringMatches($.lock.item.text, "*Z*") => goto "Continue", _ => goto "Pause" }
    "Pause": wait 3s; goto "Acquire lock";
    "Continue": pass; return;
}
