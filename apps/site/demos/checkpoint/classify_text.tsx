import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A class, and how probable it is. */
export type TextClass = [name: string, probability: number];

/** Says what class a text is of, while it is typed. */
export function ClassifyText(
  { classify }: { classify(text: string): Promise<TextClass[]> },
): VNode {
  const [text, setText] = useState("Cooijmans");
  const [classes, setClasses] = useState<TextClass[]>([]);
  useEffect(() => {
    if (text === "") return setClasses([]);
    let stale = false;
    classify(text).then((classes) => stale || setClasses(classes), () => {});
    return () => {
      stale = true;
    };
  }, [text]);
  return (
    <div class="surprise">
      <label>
        <span>What is this?</span>
        <input
          type="text"
          value={text}
          maxLength={300}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <table class="bars">
        <tbody>
          {classes.map(([name, probability]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={100 * probability} height={10} />
                </svg>
                {`${(100 * probability).toFixed(1)} %`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
