import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { commonTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';
import { Button } from './Button.js';

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { readonly text: () => string; readonly label?: string }) {
  const t = useTexts(commonTexts);
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await putOnClipboard(text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  }
  return (
    <Button
      look="quiet"
      icon={copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  );
}

/** The desktop window denies every permission, that of the clipboard too. Copying a selection on a click needs none. */
async function putOnClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    const field = document.createElement('textarea');
    const before = document.activeElement;
    field.value = text;
    field.className = 'sr-only';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    if (!done) throw error;
  }
}
