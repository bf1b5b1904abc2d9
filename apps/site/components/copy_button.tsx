import type { VNode } from "preact";
import { useState } from "preact/hooks";

/** Properties of {@linkcode CopyButton}. */
export interface CopyButtonProps {
  /** What is copied. */
  text: string;
  label: string;
  className?: string;
  disabled?: boolean;
}

/** Puts a text on the clipboard, and says so for a while. */
export function CopyButton({ text, label, className, disabled }: CopyButtonProps): VNode {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" class={className} disabled={disabled} onClick={copy}>
      {copied ? "Copied" : label}
    </button>
  );
}
