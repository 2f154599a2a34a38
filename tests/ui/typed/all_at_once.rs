use sfn_runtime::{Shape, state_machine};

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Order { order_id: String, total: f64, coupon: Option<Coupon>, lines: Vec<Line>, status: Status }
#[derive(Shape)]
struct Coupon { code: String }
#[derive(Shape)]
struct Line { sku: String }
#[derive(Shape)]
enum Status { Paid, Open }
#[derive(Shape)]
struct Charge { id: String, amount: f64 }
#[derive(Shape)]
struct Receipt { number: String }
struct Plain;

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;
        "A": $.receipt = charge { id: $.orderID, amount: $.total };
        "B": charge { id: $.total, amount: $.receipt.nunber };
        "C": $.x = $.coupon.code;
        "D": let y = $.lines.sku;
        "E": let z = $.lines[0].skuu;
        if $.total == "big" { wait 3s; }
        match $.status { "Paid" => { wait 1s; } "Oopen" => { wait 2s; } }
        match $.status { "Paid" => { wait 1s; } }
        if IsPresent($.coupon) { "F": let w = $.coupon.code; }
        for $ in $.total { wait 3s; }
        "G": charge { id: "x", ammount: 3 };
        "H": charge { id: "x" };
        "J": charge { id: 4, amount: 4, };
        "I": $ = charge { id: $y, amount: 4 };
        "K": let v = $.total;
    }
}
state_machine! {
    machine Other(Plain) { "K": let v = $.total; succeed; }
}
fn main() {}
