//! Imports the rows of a CSV file, a hundred at a time, in child executions: a distributed Map.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Imports a file and says how it went.
    #[timeout(6h)]
    pub machine CsvImport {
        resource import_rows: lambda::Function;
        resource uploads: s3::Bucket;
        resource results: s3::Bucket;
        resource notices: sns::Topic;

        #[distributed(express, label = "Rows", max_concurrency = 100, tolerated_failure_percentage = 5)]
        #[batch(max_items = 100, max_bytes = 262144, input = { run: $$.Execution.Name })]
        #[result_writer(s3::putObject { Bucket: results, Prefix: "imports" })]
        "Each batch of rows": $.run = for $ in s3::getObject {
            Bucket: uploads,
            Key: $.key,
            input_type: CSV,
            csv_headers: first_row,
        } {
            #[timeout(1m)]
            "Import rows": $ = import_rows($);
        } catch {
            States.ItemReaderFailed as $.error => fail "FileUnreadable",
            States.ExceedToleratedFailureThreshold as $.error => fail "TooManyBadRows",
        };

        "Tell": sns::publish { TopicArn: notices, Message: { file: $.key, results: $.run.ResultWriterDetails } };
    }
}

fn main() {
    show::<CsvImport>();
}
