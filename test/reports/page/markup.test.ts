import { expect, test } from "vitest";
import { html, json } from "../../../reports/page/markup.ts";

test("text is escaped, markup is not, lists are joined, null is nothing", () => {
  const inner = html`<i>${"<&>"}</i>`;
  expect(html`<b title="${`"'`}">${inner}${[1, " ", inner]}${null}</b>`.markup).toBe(
    '<b title="&#34;&#39;"><i>&#60;&#38;&#62;</i>1 <i>&#60;&#38;&#62;</i></b>',
  );
});

test("a backslash in text stays one", () => {
  expect(html`${"\\n"}`.markup).toBe("\\n");
});

test("JSON for a script holds no < and no line separator, and gives the value back", () => {
  const value = { name: "</script><!--", line: "\u2028\u2029" };
  const { markup } = json(value);
  expect(markup).toBe('{"name":"\\u003c/script>\\u003c!--","line":"\\u2028\\u2029"}');
  expect(JSON.parse(markup)).toEqual(value);
});
