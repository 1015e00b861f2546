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
    await navigator.clipboard.writeText(text());
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
