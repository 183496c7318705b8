// Owns the pages of the workbench and what surrounds them all; refuses to know what is on a page.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import british from 'antd/locale/en_GB';
import chinese from 'antd/locale/zh_CN';
import { type ReactNode, useState } from 'react';
import { createBrowserRouter, Outlet, useParams } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import type { Theme } from '#kernel/look-tokens';
import { isLocale } from '#kernel/texts';
import { AbsencesPage } from './absences-page.tsx';
import { Announcer } from './announcer.tsx';
import { antdTheme } from './antd-theme.ts';
import { CasePage } from './case-page.tsx';
import { CounterDraftPage } from './counter-draft-page.tsx';
import { CounterPage } from './counter-page.tsx';
import { CounterResultsPage } from './counter-results-page.tsx';
import { InboxPage } from './inbox-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { LicenceImportBatchPage } from './licence-import-batch-page.tsx';
import { LicenceImportPage } from './licence-import-page.tsx';
import { LicencePage } from './licence-page.tsx';
import { LicencesPage } from './licences-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { OrganPage } from './organ-page.tsx';
import { PageFault } from './page-fault.tsx';
import { PreferencesProvider, useMedia, usePreferences } from './preferences.tsx';
import { ProcedurePage } from './procedure-page.tsx';
import { RequestFailure } from './request.ts';
import { SearchPage } from './search-page.tsx';
import { SessionProvider } from './session.tsx';
import { Shell } from './shell.tsx';
import { LocaleProvider, useLocale } from './words.tsx';

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused stays refused; only what did not arrive is worth a second try.
        retry: (failures, failure) =>
          failures < 1 &&
          failure instanceof RequestFailure &&
          (failure.status === 0 || failure.status >= 502),
        // A request that can't be sent must fail and be told, not wait in silence.
        networkMode: 'always',
        // No polling: a page left open must not keep a session alive.
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function Frame({ styleNonce }: { styleNonce: string }) {
  const { locale } = useParams();
  return (
    <LocaleProvider locale={isLocale(locale) ? locale : 'zh'}>
      <Look styleNonce={styleNonce}>
        <Announcer>
          <SessionProvider>
            <Shell>
              <Outlet />
            </Shell>
          </SessionProvider>
        </Announcer>
      </Look>
    </LocaleProvider>
  );
}

function themeFor(dark: boolean, moreContrast: boolean): Theme {
  if (moreContrast) return dark ? 'contrastDark' : 'contrast';
  return dark ? 'dark' : 'light';
}

function Look({ styleNonce, children }: { styleNonce: string; children: ReactNode }) {
  const locale = useLocale();
  const { compact } = usePreferences();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const more = useMedia('(prefers-contrast: more)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      locale={locale === 'zh' ? chinese : british}
      theme={antdTheme({ theme: themeFor(dark, more), compact, still })}
      // A space between two Chinese characters of a button would be read as two words.
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}

function createRouter(styleNonce: string) {
  return createBrowserRouter([
    {
      path: '/:locale/workbench',
      element: <Frame styleNonce={styleNonce} />,
      errorElement: <PageFault />,
      children: [
        {
          errorElement: <PageFault />,
          children: [
            { index: true, element: <InboxPage /> },
            { path: 'search', element: <SearchPage /> },
            { path: 'absences', element: <AbsencesPage /> },
            { path: 'organ', element: <OrganPage /> },
            { path: 'cases/:caseId', element: <CasePage /> },
            { path: 'procedures/:procedureId', element: <ProcedurePage /> },
            { path: 'counter', element: <CounterPage /> },
            { path: 'counter/results', element: <CounterResultsPage /> },
            { path: 'counter/drafts/:draftId', element: <CounterDraftPage /> },
            { path: 'licences', element: <LicencesPage /> },
            { path: 'licences/:licenceId', element: <LicencePage /> },
            { path: 'licence-imports', element: <LicenceImportPage /> },
            { path: 'licence-imports/:batchId', element: <LicenceImportBatchPage /> },
            { path: 'incidents', element: <IncidentsPage /> },
            { path: '*', element: <MissingPage /> },
          ],
        },
      ],
    },
  ]);
}

export function Workbench({ styleNonce }: { styleNonce: string }) {
  const [queries] = useState(createQueries);
  const [router] = useState(() => createRouter(styleNonce));
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <RouterProvider router={router} />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
