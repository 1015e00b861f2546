import { Page } from '../../ui/Page.js';

export function HardwarePage() {
  return <Page title="HardwarePage">{null}</Page>;
}
