#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Numbers {
        $.id = { number: 9007199254740993 };
    }

    machine Secrets {
        let otp = States.MathRandom(100000, 999999);
        $.text = { code: $otp };
    }

    machine Types {
        if $.known == true {
            let count = 1;
        } else {
            let count = "none";
        }
        if $count > 1 {
            wait 5s;
        }
        pass;
    }

    machine Whole {
        resource files: s3::Bucket;
        let file = aws_sdk::s3::getObject { Bucket: files, Key: $.key };
        $.tag = { tag: $file.ETag };
    }

    machine Null {
        if $.known == true {
            $ = { seconds: null };
        } else {
            $ = { seconds: 5 };
        }
        wait $.seconds;
    }

    machine NoWay {
        if $.known == true {
            $ = { seconds: 4 };
        } else {
            $ = { hours: 5 };
        }
        wait $.minutes;
    }

    #[query_language(JSONata)]
    machine Grows {
        let all = [];
        loop {
            #[assign(all = {% $append($all, $states.result.Items) %})]
            let more = aws_sdk::dynamodb::scan { TableName: "orders" }.LastEvaluatedKey;
            if {% $not($exists($more)) %} {
                break;
            }
        }
        pass;
    }

    machine Label {
        resource f: lambda::Function;
        #[distributed(express, label = "Prüfung")]
        "Each": for $ in $.items { f {} };
    }

    machine ThisNameHasMoreThanEightyCharactersAndCannotBeTheNameOfAMachineWhateverIsTriedWithIt {
        pass;
    }

    #[warn(ASL12005)]
    #[express]
    machine Unlogged {
        pass;
    }

    machine Inherited {
        state "Each" = {
            "Type": "Map",
            "QueryLanguage": "JSONata",
            "Items": [1, 2],
            "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "Output": 1, "End": true } } }
        };
    }
}

fn main() {}
