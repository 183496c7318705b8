// Owns the page of the posts that I hold, and of what my organs take part in elsewhere; refuses to change either.
import { useQuery } from '@tanstack/react-query';
import { casePaths, type ParticipationView } from '#modules/cases/contract';
import { appointmentTime } from './case-procedures.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { ProcedureMark } from './procedure-mark.tsx';
import { RequestFailure } from './request.ts';
import { useOfficer, useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function OrganPage() {
  const say = useWords();
  const { posts } = useOfficer();
  return (
    <div className="page">
      <PageHeading title={say(messages.organ)} />
      <p className="quiet">{say(posts.length === 0 ? messages.noPosts : messages.organHint)}</p>
      {posts.length > 0 && (
        <table className="records records-narrow">
          <caption className="only-aloud">{say(messages.posts)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(messages.postOrgan)}</th>
              <th scope="col">{say(messages.postRole)}</th>
            </tr>
          </thead>
          <tbody>
            {posts.map((post) => (
              <tr key={`${post.postId} ${post.actingForId}`}>
                <td data-heading={say(messages.postOrgan)}>{say(post.organName)}</td>
                <td data-heading={say(messages.postRole)}>
                  {say(post.roleName)}
                  {post.actingForId !== undefined && ` · ${say(messages.actingPost)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {posts.length > 0 && <Participation />}
    </div>
  );
}

/** Visits and meetings of other organs' cases: they are no task of ours, so the inbox does not have them. */
function Participation() {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const { data, error } = useQuery({
    queryKey: ['participation'],
    queryFn: ({ signal }) => api.get<ParticipationView>(casePaths.participation, signal),
  });
  // Posts that read no cases are not asked along: to them there is nothing to say.
  if (error instanceof RequestFailure && error.status === 403) return null;
  if (error !== null) return <FailureNotice failure={error} while="loading" />;
  if (data === undefined) return <SkeletonLines count={3} />;
  return (
    <>
      <h2>{say(messages.participation)}</h2>
      {data.rows.length === 0 && <p className="quiet">{say(messages.participationNone)}</p>}
      <ul className="participation">
        {data.rows.map((row) => (
          <li key={row.procedureId}>
            <WorkbenchLink to={`procedures/${row.procedureId}`}>
              {say(row.kindName)} · {row.subject}
            </WorkbenchLink>{' '}
            <ProcedureMark procedure={row} />
            <br />
            <span className="quiet">
              {say(row.caseOrganName)} · {say(row.serviceName)} · {row.caseNumber}
              {row.appointment !== null &&
                ` · ${appointmentTime(row.appointment.at, locale)} · ${row.appointment.place}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
