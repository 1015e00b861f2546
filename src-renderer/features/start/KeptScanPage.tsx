import { useEffect } from 'react';
import { useLocation, useParams } from 'wouter';
import { useScan } from '../../stores/scan.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';

/** Shows a kept scan on the first page: what an address like `rescuepc://scan/ID` opens. */
export function KeptScanPage() {
  const t = useTexts(commonTexts);
  const { scan = '' } = useParams();
  const [, go] = useLocation();
  useEffect(() => {
    void useScan
      .getState()
      .show(scan)
      .then(() => go('/', { replace: true }));
  }, [scan, go]);
  return <p className="p-4 text-muted">{t('loading')}</p>;
}
