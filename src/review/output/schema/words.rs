//! The words of the documentation, without what only a Rust program can use.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::Schema;

/// Takes the examples and the links to items out of the description of one schema.
pub(super) fn for_everyone(schema: &mut Schema) {
    let words = schema.get("description").and_then(|words| words.as_str());
    if let Some(words) = words.map(|words| without_links(&without_examples(words))) {
        schema.insert("description".into(), words.into());
    }
}

fn without_examples(words: &str) -> String {
    let sections = words.split("\n\n# ");
    let kept: Vec<&str> = sections
        .filter(|section| !section.starts_with("Example"))
        .collect();
    kept.join("\n\n# ")
}

/// ``[`item`](path)`` and ``[`item`]`` become `` `item` ``.
fn without_links(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, link)) = rest.split_once("[`") {
        plain.push_str(before);
        plain.push('`');
        let Some((item, after)) = link.split_once("`]") else {
            rest = link;
            continue;
        };
        plain.push_str(item.strip_prefix("Self::").unwrap_or(item));
        plain.push('`');
        // a path may end in brackets of its own: `fill()`
        let path = after.strip_prefix('(').map(|path| path.replace("()", "  "));
        rest = match path.and_then(|path| path.find(')')) {
            Some(end) => after.get(end + 2..).unwrap_or_default(),
            None => after,
        };
    }
    plain.push_str(rest);
    plain
}
