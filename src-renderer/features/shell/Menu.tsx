import { Link, useRoute } from 'wouter';
import { pages } from '../../pages.js';
import { useTexts } from '../../text/texts.js';
import { shellTexts } from './text.js';

/** The pages: a column of words on a wide window, a row that scrolls on a narrow or strongly enlarged one. */
export function Menu() {
  const t = useTexts(shellTexts);
  return (
    <nav aria-label={t('menu')} className="shrink-0 overflow-x-auto border-line bg-surface max-md:border-b md:w-44 md:border-r">
      <ul className="flex gap-1 p-2 md:flex-col">
        {pages.flatMap(({ path, menu }) =>
          menu
            ? [
                <li key={path}>
                  <MenuLink path={path}>
                    <menu.icon size={18} aria-hidden="true" />
                    {t(menu.name)}
                  </MenuLink>
                </li>,
              ]
            : [],
        )}
      </ul>
    </nav>
  );
}

function MenuLink({ path, children }: { readonly path: string; readonly children: React.ReactNode }) {
  const [here] = useRoute(path);
  return (
    <Link
      href={path.replace(/\/:.*/, '')}
      aria-current={here ? 'page' : undefined}
      className={`flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1 whitespace-nowrap hover:bg-selected ${here ? 'bg-selected font-semibold text-accent' : ''}`}
    >
      {children}
    </Link>
  );
}
