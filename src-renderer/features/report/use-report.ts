import { useEffect, useState } from 'react';
import type { ReportDocument } from '../../../src-shared/contract/report.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api, useConnection } from '../../api/connection.js';
import type { Language } from '../../stores/language.js';

/** What a report is about: a job, or an examination; and what it is compared with. */
export type About = { readonly job?: string; readonly scan?: string; readonly compare?: string };
export type Asked = About & { readonly language: Language; readonly redact: boolean };

type Made = { readonly document: ReportDocument | null; readonly error: AppError | null };

/** What a report says, made anew whenever something else is asked for. null: nothing is asked for. */
export function useReport(asked: Asked | null): Made & { readonly retry: () => void } {
  const [made, setMade] = useState<Made>({ document: null, error: null });
  const [round, setRound] = useState(0);
  const generation = useConnection((state) => state.generation);
  const key = JSON.stringify(asked);
  useEffect(() => {
    if (!asked) return;
    let wanted = true;
    const take = (next: Made): void => {
      if (wanted) setMade(next);
    };
    const work = async (): Promise<ReportDocument> => api()['report.document']({ ...asked, root: '/' });
    work().then(
      (document) => take({ document, error: null }),
      (thrown: unknown) => take({ document: null, error: toAppError(thrown) }),
    );
    return () => {
      wanted = false;
    };
    // The same question by its text: it is a new object at every look.
  }, [key, generation, round]);
  return { ...made, retry: () => setRound(round + 1) };
}

/** The report as text. */
export async function makeReport(asked: Asked, format: 'html' | 'json' | 'csv'): Promise<string> {
  return (await api()['report.make']({ ...asked, format, root: '/' })).text;
}
