#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine SameForAll {
        resource f: lambda::Function;
        for { id: $.id } in $.orders { f {} }
    }

    machine NoBatcher {
        resource files: s3::Bucket;
        resource f: lambda::Function;
        #[distributed(express)]
        "Each": for $ in s3::getObject { Bucket: files, Key: "a.jsonl", input_type: JSONL, max_items: 5 } { f($.Items) };
    }

    machine Batch {
        resource files: s3::Bucket;
        resource f: lambda::Function;
        #[distributed(express)]
        #[batch(max_items = 10)]
        "Each": for $ in s3::getObject { Bucket: files, Key: "a.jsonl", input_type: JSONL } { f { id: $.id } };
    }

    machine Cells {
        resource files: s3::Bucket;
        resource f: lambda::Function;
        #[distributed(express)]
        "Each": for $ in s3::getObject { Bucket: files, Key: "a.csv", input_type: CSV, csv_headers: first_row } {
            if $.price > 10 {
                f {};
            }
            f {}
        };
    }

    machine Throttled {
        resource files: s3::Bucket;
        #[distributed(standard)]
        "Each": for $ in s3::listObjectsV2 { Bucket: files } {
            #[timeout(1h)]
            glue::startJobRun.sync { JobName: "convert" }
        };
    }

    machine NotWritten {
        resource files: s3::Bucket;
        resource f: lambda::Function;
        #[distributed(express)]
        "Each": $.all = for $ in s3::listObjectsV2 { Bucket: files } { f($) };
    }

    machine Large {
        resource files: s3::Bucket;
        "Each": $.all = for $ in $.keys {
            aws_sdk::s3::getObject { Bucket: files, Key: $.key }
        };
    }

    #[query_language(JSONata)]
    machine Many {
        "Each": for $ in {% [1..20000] %} { pass; }
    }

    machine Branches {
        resource f: lambda::Function;
        "Both": $.both = parallel { { f {} } { f { id: $.id } } };
        f { third: $.both[2] };
    }
}

fn main() {}
