import { Component, type ReactNode } from 'react';

/** Shows `fallback` instead of a page that broke; the rest of the window stays. React has only classes for this. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode; readonly fallback: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
