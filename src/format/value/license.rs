//! The terms under which a resource may be used.

use crate::license;
use crate::model::License;
use crate::name::tidy;

/// The terms that a text prints: by an address, by words such as `CC-BY-4.0`, or by both. Terms that are known have one address, however
/// they are printed.
pub(in crate::format) fn license(text: &str) -> License {
    License { as_printed: tidy(text), url: license::address(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_terms_have_one_address_and_keep_what_is_printed() {
        let by = "https://creativecommons.org/licenses/by/4.0/";
        for printed in ["CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/deed.de"] {
            assert_eq!(license(&format!(" {printed} ")), License { as_printed: printed.to_owned(), url: Some(by.to_owned()) });
        }
        assert_eq!(license("All  rights reserved"), License { as_printed: "All rights reserved".to_owned(), url: None });
    }
}
