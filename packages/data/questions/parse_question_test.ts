import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { parseQuestion } from "./parse_question.ts";

const lines = [
  "http://web.archive.org/web/2015id_/http://example.org/news/story.html",
  "",
  "( @entity4 ) @entity1 met @entity0 in @entity12 , said @entity1 's café owner .",
  "",
  "@placeholder drinks coffee in @entity12",
  "",
  "@entity1",
  "",
  "@entity0:Grace Hopper",
  "@entity1:Ada: Countess of Lovelace",
  "@entity12:London",
  "@entity4:CNN",
];

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseQuestion(encode(text), "q");

/** The file with one line in place of another. */
function changed(line: number, text: string): string {
  return lines.with(line, text).join("\n");
}

describe("parseQuestion()", () => {
  it("reads the parts of a file, with either line end", () => {
    for (const end of ["\n", "\r\n"]) {
      const question = parse(lines.join(end));
      assert.equal(question.url, lines[0]);
      assert.equal(question.document.join(" "), lines[2]);
      assert.equal(question.query.join(" "), lines[4]);
      assert.equal(question.answer, "@entity1");
      assert.deepEqual([...question.entities], [
        ["@entity0", "Grace Hopper"],
        ["@entity1", "Ada: Countess of Lovelace"],
        ["@entity12", "London"],
        ["@entity4", "CNN"],
      ]);
    }
  });

  it("refuses files whose parts are missing or do not fit together", () => {
    const refuses = (text: string, message: RegExp) =>
      assert.throws(() => parse(text), { name: "TypeError", message });
    refuses(changed(0, ""), /^Cannot parse question file "q": it has no URL in line 1$/);
    refuses(changed(2, " "), /it has no document in line 3/);
    refuses(changed(3, "more"), /no empty line follows its document/);
    refuses(changed(4, "no one drinks"), /must hold @placeholder once/);
    refuses(changed(4, "@placeholder met @placeholder"), /must hold @placeholder once/);
    refuses(changed(6, "@entity9"), /does not say what @entity9 stands for/);
    refuses(changed(6, "café"), /its answer "café" is not an entity of its document/);
    refuses(changed(2, "@entity0 in @entity12"), /its answer "@entity1" is not an entity/);
    refuses(
      changed(9, "@entity0:again"),
      /line 10 must name one more entity, got "@entity0:again"/,
    );
    refuses(changed(9, "@entityx:Ada"), /line 10 must name/);
    refuses(changed(9, "@entity1 Ada"), /line 10 must name/);
  });

  it("refuses files that are cut off anywhere before the last name", () => {
    const bytes = encode(lines.join("\n"));
    for (let length = 0; length <= bytes.length - "CNN".length - 1; length++) {
      assert.throws(() => parseQuestion(bytes.subarray(0, length), "q"), /^\w+: Cannot parse/);
    }
  });

  it("refuses what is empty, too large or not UTF-8", () => {
    assert.throws(() => parse(""), { name: "RangeError", message: /it has 0 bytes/ });
    assert.throws(() => parse("x".repeat(2 ** 20 + 1)), { name: "RangeError" });
    const bytes = encode(lines.join("\n"));
    bytes[100] = 0xff;
    assert.throws(() => parseQuestion(bytes, "q"), {
      name: "TypeError",
      message: 'Cannot parse question file "q": it is not UTF-8 text, byte 100 is 0xff',
    });
  });

  it("either reads a damaged file or says in a sentence why not", () => {
    const original = encode(lines.join("\n"));
    const damages = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(damages, fc.nat(original.length), (damages, length) => {
        const bytes = original.slice();
        for (const [at, byte] of damages) bytes[at] = byte;
        try {
          const { document, answer, entities } = parseQuestion(bytes.subarray(length), "q");
          assert.ok(document.includes(answer) && entities.has(answer));
        } catch (error) {
          assert.match(String(error), /^(Type|Range)Error: Cannot parse question file "q": /);
        }
      }),
      { numRuns: 500 },
    );
  });
});
