// The face of the portal: its routes, and how it tells of a failure.
import type { AppError } from '#kernel/errors';
import type { FailurePage, Route } from '#platform/http';
import { actingRoutes } from './acting-routes.ts';
import { applyingRoutes } from './applying-routes.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { followingRoutes } from './following-routes.ts';
import { handOverRoutes } from './hand-over-routes.ts';
import { licenceRoutes } from './licence-routes.ts';
import { renderFailurePage } from './pages/failure-page.ts';
import { paperRoutes } from './paper-routes.ts';
import type { PortalSettings } from './portal-request.ts';
import { renderSignInAgain, signingRoutes } from './signing-routes.ts';

/** Every page that the public sees, without JavaScript, in the internet zone. */
export function portalRoutes(settings: PortalSettings): readonly Route[] {
  return [
    ...findingRoutes(),
    ...signingRoutes(settings),
    ...applyingRoutes(),
    ...evidenceRoutes(settings),
    ...handOverRoutes(),
    ...followingRoutes(settings),
    ...actingRoutes(settings),
    ...licenceRoutes(settings),
    ...paperRoutes(settings),
  ];
}

/** A failure as a page, for the server's one handler of failures. */
export function renderFailure(error: AppError, request: FailurePage): string {
  return request.kept === undefined
    ? renderFailurePage(error, request)
    : renderSignInAgain(error.text, request, request.kept);
}
