// Warehouse stock keeping.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use serde_json::{json, Value};

pub const SAFETY_STOCK: u32 = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderId(pub u64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SupplierError {
    Offline,
    Refused,
}

#[cfg_attr(test, mockall::automock)]
pub trait Supplier {
    fn ping(&self) -> bool;
    fn quote(&self, sku: &str, quantity: u32) -> Result<u64, SupplierError>;
    fn order(&self, sku: &str, quantity: u32) -> Result<OrderId, SupplierError>;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub sku: String,
    pub on_hand: u32,
    pub unit_cents: u64,
    pub reorder_at: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StockError {
    UnknownSku(String),
    NothingAsked,
    Insufficient { wanted: u32, on_hand: u32 },
    Supplier(SupplierError),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Movement {
    In(u32),
    Out(u32),
}

pub fn discounted_cents(unit_cents: u64, quantity: u64) -> u64 {
    unit_cents * quantity * 95 / 100
}

pub fn reorder_quantity(on_hand: u32, reorder_at: u32) -> u32 {
    reorder_at * 2 - on_hand + SAFETY_STOCK
}

pub struct Warehouse<S: Supplier> {
    items: BTreeMap<String, Item>,
    history: Arc<RwLock<Vec<Movement>>>,
    last_order: Option<OrderId>,
    supplier: S,
}

impl<S: Supplier> Warehouse<S> {
    pub fn new(supplier: S) -> Self {
        Warehouse {
            items: BTreeMap::new(),
            history: Arc::default(),
            last_order: None,
            supplier,
        }
    }

    pub fn add_item(&mut self, item: Item) {
        assert!(!item.sku.is_empty(), "an item needs a SKU");
        self.history.write().unwrap().push(Movement::In(item.on_hand));
        self.items.insert(item.sku.clone(), item);
    }

    pub fn item(&self, sku: &str) -> Option<&Item> {
        self.items.get(sku)
    }

    pub fn history(&self) -> Arc<RwLock<Vec<Movement>>> {
        Arc::clone(&self.history)
    }

    pub fn last_order(&self) -> Option<OrderId> {
        self.last_order
    }

    pub fn stock_value(&self) -> u64 {
        self.items.values().map(|i| u64::from(i.on_hand) * i.unit_cents).sum()
    }

    pub fn needs_reorder(&self, sku: &str) -> bool {
        self.item(sku).is_some_and(|i| i.on_hand < i.reorder_at)
    }

    pub fn next_order(&self, sku: &str) -> Option<u32> {
        let item = self.item(sku).filter(|i| i.on_hand < i.reorder_at)?;
        Some(reorder_quantity(item.on_hand, item.reorder_at))
    }

    pub fn pick(&mut self, sku: &str, quantity: u32) -> Result<u32, StockError> {
        if quantity == 0 {
            return Err(StockError::NothingAsked);
        }
        let item = self
            .items
            .get_mut(sku)
            .ok_or_else(|| StockError::UnknownSku(sku.to_owned()))?;
        if item.on_hand < quantity {
            return Err(StockError::Insufficient { wanted: quantity, on_hand: item.on_hand });
        }
        item.on_hand -= quantity;
        self.history.write().unwrap().push(Movement::Out(quantity));
        Ok(item.on_hand)
    }

    pub fn restock(&mut self, sku: &str) -> Result<Option<OrderId>, StockError> {
        let Some(quantity) = self.next_order(sku) else {
            return Ok(None);
        };
        if !self.supplier.ping() {
            return Err(StockError::Supplier(SupplierError::Offline));
        }
        let id = self.supplier.order(sku, quantity).map_err(StockError::Supplier)?;
        self.last_order = Some(id);
        Ok(Some(id))
    }

    pub fn restock_all(&mut self) -> Result<(), StockError> {
        let skus: Vec<String> = self.items.keys().cloned().collect();
        for sku in skus {
            self.restock(&sku)?;
        }
        Ok(())
    }

    pub fn label(&self, sku: &str) -> String {
        match self.item(sku) {
            Some(item) => format!("{} ({} on hand)", item.sku, item.on_hand),
            None => panic!("no label for unknown SKU {sku}"),
        }
    }

    pub fn csv(&self) -> String {
        let rows = self.items.values().map(|i| format!("{},{}\n", i.sku, i.on_hand));
        std::iter::once("sku,on_hand\n".to_owned()).chain(rows).collect()
    }

    pub fn report(&self) -> Value {
        let items: Vec<Value> = self
            .items
            .values()
            .map(|i| json!({"sku": i.sku, "on_hand": i.on_hand}))
            .collect();
        json!({"ok": true, "total_cents": self.stock_value(), "items": items})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mockall::predicate::{always, eq};
    use std::cell::{Cell, RefCell};
    use std::panic::{catch_unwind, AssertUnwindSafe};
    use stockcheck::{assert_stock, verify_warehouse};

    /// Hand-written supplier that remembers what was asked of it.
    #[derive(Default)]
    struct SpySupplier {
        pinged: Cell<bool>,
        orders: RefCell<Vec<(String, u32)>>,
    }

    impl Supplier for &SpySupplier {
        fn ping(&self) -> bool {
            self.pinged.set(true);
            true
        }

        fn quote(&self, _sku: &str, quantity: u32) -> Result<u64, SupplierError> {
            Ok(u64::from(quantity) * 10)
        }

        fn order(&self, sku: &str, quantity: u32) -> Result<OrderId, SupplierError> {
            assert!(quantity > 0);
            self.orders.borrow_mut().push((sku.to_owned(), quantity));
            Ok(OrderId(self.orders.borrow().len() as u64))
        }
    }

    fn bolt() -> Item {
        Item { sku: "BOLT-10".to_owned(), on_hand: 10, unit_cents: 120, reorder_at: 5 }
    }

    fn nut() -> Item {
        Item { sku: "NUT-3".to_owned(), on_hand: 4, unit_cents: 15, reorder_at: 20 }
    }

    fn stocked<S: Supplier>(supplier: S) -> Warehouse<S> {
        let mut warehouse = Warehouse::new(supplier);
        warehouse.add_item(bolt());
        warehouse.add_item(nut());
        warehouse
    }

    fn willing_supplier() -> MockSupplier {
        let mut supplier = MockSupplier::new();
        supplier.expect_ping().return_const(true);
        supplier
    }

    #[test]
    fn test_new_warehouse() {
        // Arrange + Act
        let warehouse = Warehouse::new(MockSupplier::new());
        // Assert
        assert!(warehouse.items.is_empty()); //! size business 2 absent
        assert!(true, "warehouse was created without panicking"); //! vacuous none 0 constant
    }

    #[test]
    fn test_item_fields() {
        let item = bolt();
        let copy = item.clone();
        let name = copy.sku;
        assert_eq!(name, "BOLT-10"); //! vacuous none 0 no-sut
    }

    #[test]
    fn test_add_item_works() {
        let warehouse = stocked(MockSupplier::new());
        assert!(warehouse.item("BOLT-10").is_some()); //! existence type/shape 1
        assert!(warehouse.item("WASHER").is_none(), "washers were never added"); //! existence business 2 absent
        assert_eq!(warehouse.items.len(), 2); //! size type/shape 2
        verify_warehouse(&warehouse); //! unknown ambiguous -
    }

    #[test]
    fn test_stock_value() {
        let warehouse = stocked(MockSupplier::new());
        warehouse.stock_value() == 1_260; //! vacuous none 0 incomplete
        let total = warehouse.stock_value();
        println!("stock value: {total}");
        assert!(total > 0, "value should be positive"); //! relational business 1
        assert!(total >= u64::MIN, "value should not be negative"); //! vacuous none 0 impossible
    }

    #[test]
    fn test_stock_value_through_closure() {
        let warehouse = stocked(MockSupplier::new());
        let value_of = |w: &Warehouse<MockSupplier>| w.stock_value();
        assert_eq!(value_of(&warehouse), value_of(&warehouse)); //! mirrored none 0 self-call
    }

    #[test]
    fn test_discounted_cents() {
        for (unit, quantity) in [(120, 10), (15, 4), (999, 1)] {
            assert_eq!(discounted_cents(unit, quantity), unit * quantity * 95 / 100); //! mirrored none 1 copied table
        }
    }

    #[test]
    fn test_reorder_quantity() {
        let on_hand = 4;
        let reorder_at = 20;
        let expected = reorder_at * 2 - on_hand + SAFETY_STOCK;
        let actual = reorder_quantity(on_hand, reorder_at);
        assert_eq!(actual, expected, "should match the formula"); //! mirrored none 1 copied
        assert_eq!(reorder_quantity(0, 1), 7); //! value business 3
    }

    #[test]
    fn test_next_order_uses_reorder_quantity() {
        let warehouse = stocked(MockSupplier::new());
        let wanted = Some(reorder_quantity(4, 20));
        assert_eq!(warehouse.next_order("NUT-3"), wanted); //! mirrored none 1 sut-computed
        assert!(warehouse.needs_reorder("NUT-3")); //! value business 2
    }

    #[test]
    fn test_discount_helper_edge_cases() {
        fn discounted(unit_cents: u64, quantity: u64) -> u64 {
            if quantity == 0 {
                return 0;
            }
            unit_cents * quantity * 95 / 100
        }

        let nothing = discounted(120, 0);
        assert_eq!(nothing, 0); //! vacuous none 0 no-sut
    }

    #[test]
    fn test_pick_success() {
        let mut warehouse = stocked(MockSupplier::new());
        let before = warehouse.label("BOLT-10");
        assert_eq!(warehouse.pick("BOLT-10", 3), Ok(7)); //! value business 3
        let after = warehouse.label("BOLT-10");
        assert_ne!(after, before, "picking should change the label"); //! relational business 2 negative
        assert!(after.contains("7 on hand")); //! value-partial business 2
    }

    #[test]
    fn test_pick_lowers_the_stock_value() {
        let mut warehouse = stocked(MockSupplier::new());
        let before = warehouse.stock_value();
        warehouse.pick("NUT-3", 4).unwrap(); //! no-throw type/shape 1 implicit
        assert!(warehouse.stock_value() < before); //! relational business 2
    }

    #[test]
    fn test_pick_returns_a_result() {
        let mut warehouse = stocked(MockSupplier::new());
        let result = warehouse.pick("BOLT-10", 99);
        assert!(result.is_ok() || result.is_err()); //! vacuous none 0 impossible
    }

    #[test]
    fn test_pick_errors() {
        let mut warehouse = stocked(MockSupplier::new());
        assert!(matches!(warehouse.pick("WASHER", 1), Err(StockError::UnknownSku(_)))); //! throws-specific business 2
        assert_eq!(warehouse.pick("BOLT-10", 50), Err(StockError::Insufficient { wanted: 50, on_hand: 10 })); //! throws-specific business 3
        assert!(warehouse.pick("BOLT-10", 0).is_err()); //! throws-any type/shape 1
    }

    #[test]
    fn test_error_formatting() {
        let error = StockError::Insufficient { wanted: 5, on_hand: 2 };
        let text = format!("{error:?}");
        assert!(text.contains("Insufficient"), "error should name its kind"); //! vacuous none 0 no-sut
    }

    #[test]
    #[should_panic] //! throws-any type/shape 1
    fn test_label_unknown_sku() {
        let warehouse = stocked(MockSupplier::new());
        warehouse.label("WASHER");
    }

    #[test]
    fn test_supplier_ping() {
        let supplier = willing_supplier();
        let online = supplier.ping();
        assert!(online, "supplier should be online"); //! vacuous none 0 mock-return
    }

    #[test]
    fn test_restock_orders_once() {
        let mut supplier = willing_supplier();
        supplier.expect_order().with(always(), always()).times(1).returning(|_, _| Ok(OrderId(31))); //! call type/shape 1
        supplier.expect_quote().times(0); //! call business 2 absent
        let mut warehouse = stocked(supplier);
        assert!(warehouse.restock("NUT-3").is_ok()); //! no-throw type/shape 1
        assert!(warehouse.last_order().is_some()); //! existence type/shape 1
    }

    #[test]
    fn test_restock_quantity() {
        let mut supplier = willing_supplier();
        supplier.expect_order().with(eq("NUT-3"), eq(41)).times(1).returning(|_, _| Ok(OrderId(8))); //! call-args business 2
        let placed = stocked(supplier).restock("NUT-3");
        assert_eq!(placed, Ok(Some(OrderId(8)))); //! value business 2 pass-through
    }

    #[test]
    fn test_restock_not_needed() {
        let mut supplier = MockSupplier::new();
        supplier.expect_order().never(); //! call business 2 absent
        let mut warehouse = stocked(supplier);
        let _ = warehouse.restock("BOLT-10");
    }

    #[test]
    fn test_restock_all() {
        let mut supplier = willing_supplier();
        supplier
            .expect_quote()
            .returning(|_, quantity| Ok(u64::from(quantity)));
        supplier.expect_order().withf(|sku, quantity| sku != "BOLT-10" && *quantity == 41).times(1).returning(|_, _| Ok(OrderId(1))); //! call-args business 2
        let mut warehouse = stocked(supplier);
        warehouse.restock_all().ok();
        assert_stock!(warehouse, "NUT-3", 4); //! unknown ambiguous -
    }

    #[test]
    fn test_restock_twice() {
        let mut supplier = willing_supplier();
        supplier.expect_order().times(2).returning(|_, _| Err(SupplierError::Refused)); //! call type/shape 1
        let mut warehouse = stocked(supplier);
        for _ in 0..2 {
            let _ = warehouse.restock("NUT-3");
        }
    }

    #[test]
    fn test_spy_supplier() {
        let spy = SpySupplier::default();
        let mut warehouse = stocked(&spy);
        let _ = warehouse.restock_all();
        assert!(spy.pinged.get()); //! call type/shape 1
        assert_eq!(*spy.orders.borrow(), [("NUT-3".to_owned(), 41)]); //! call-args business 2
    }

    #[test]
    fn test_spy_supplier_quantity() {
        let spy = SpySupplier::default();
        let mut warehouse = stocked(&spy);
        let _ = warehouse.pick("NUT-3", 1);
        let _ = warehouse.restock("NUT-3");
        let quantity = spy.orders.borrow().first().map(|(_, quantity)| *quantity);
        assert_eq!(quantity, Some(42)); //! call-args business 2
    }

    #[test]
    fn test_history_unchanged_on_failure() {
        let mut warehouse = stocked(MockSupplier::new());
        let before = warehouse.history();
        let _ = warehouse.pick("BOLT-10", 500);
        let after = warehouse.history();
        assert_eq!(*after.read().unwrap(), *before.read().unwrap()); //! mirrored none 0 aliasing ? vacuous
        assert!(matches!(after.read().unwrap()[0], Movement::In(_))); //! shape type/shape 1
    }

    #[test]
    fn test_report_structure() {
        let report = stocked(MockSupplier::new()).report();
        assert!(report.is_object()); //! type-only type/shape 1
        assert!(report["total_cents"].is_number()); //! type-only type/shape 1
        assert!(report["items"].is_array(), "items should be an array"); //! type-only type/shape 1
        assert_eq!(report["ok"], true); //! status-only type/shape 1
        assert!(report["items"][0].get("sku").is_some()); //! shape type/shape 1 ? existence
        if let Value::Object(map) = &report {
            let keys: Vec<&String> = map.keys().collect();
            assert_eq!(keys, ["items", "ok", "total_cents"]); //! shape type/shape 1 conditional
        }
    }

    #[test]
    fn test_csv() {
        let csv = stocked(MockSupplier::new()).csv();
        assert!(!csv.is_empty(), "csv should not be empty"); //! size type/shape 1 supporting
        assert!(csv.lines().any(|line| line == "NUT-3,4")); //! value-partial business 2
    }

    #[test]
    fn test_stock_value_does_not_crash() {
        let warehouse = stocked(MockSupplier::new());
        let _ = catch_unwind(AssertUnwindSafe(|| {
            assert_eq!(warehouse.stock_value(), 1_200); //! value business 0 swallowed
        }));
    }

    #[test]
    #[ignore = "flaky on CI"]
    fn test_csv_exact() {
        let csv = stocked(MockSupplier::new()).csv();
        assert_eq!(csv, "sku,on_hand\nBOLT-10,10\nNUT-3,4\n"); //! value business 0 dead
    }

    #[tokio::test]
    async fn test_concurrent_value() {
        let warehouse = stocked(MockSupplier::new());
        tokio::spawn(async move {
            assert_eq!(warehouse.stock_value(), 1_260); //! value business 0 unawaited
        });
    }
}
