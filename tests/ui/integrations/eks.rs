use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        eks::call { ClusterName: "c", Method: "GET", Path: "/" };
        eks::call.sync {
            ClusterName: "c", CertificateAuthority: "LS0t", Endpoint: "https://c", Method: "OPTIONS", Path: "/",
        };
    }
}

fn main() {}
