import { Page } from '../../ui/Page.js';

export function ReportPage() {
  return <Page title="ReportPage">{null}</Page>;
}
