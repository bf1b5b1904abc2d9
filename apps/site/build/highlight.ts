import { createCssVariablesTheme, createHighlighter, type Highlighter } from "shiki";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { escapeHtml } from "./escape_html.ts";

/** What a code block may be written in; other names are shown as they are. */
const LANGUAGES = ["ts", "tsx", "json", "toml", "bash", "html"];

const theme = createCssVariablesTheme({ name: "site", variablePrefix: "--code-" });
let highlighter: Promise<Highlighter> | undefined;

/** Colors code: a function from code and language to HTML, with a class for each kind of token. */
export async function codeHighlighter(): Promise<(code: string, language: string) => string> {
  const { codeToTokensBase } = await (highlighter ??= createHighlighter({
    themes: [theme],
    langs: LANGUAGES,
    engine: createJavaScriptRegexEngine(),
  }));
  return (code, language) => {
    const lang = LANGUAGES.find((name) => name === language.split(" ")[0]);
    if (lang === undefined) return escapeHtml(code);
    return codeToTokensBase(code.trimEnd(), { lang: lang as "ts", theme })
      .map((line) => line.map(({ content, color }) => token(content, color)).join(""))
      .join("\n");
  };
}

/** No inline style, which the pages' security policy forbids: `var(--code-token-keyword)` becomes a class. */
function token(content: string, color = ""): string {
  const kind = /--code-token-([a-z-]+)/.exec(color)?.[1];
  return kind === undefined
    ? escapeHtml(content)
    : `<span class="code-${kind}">${escapeHtml(content)}</span>`;
}
