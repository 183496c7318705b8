// Owns the page of the posts that I hold; refuses to change them.
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { useOfficer } from './session.tsx';
import { useWords } from './words.tsx';

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
              <tr key={post.postId}>
                <td data-heading={say(messages.postOrgan)}>{say(post.organName)}</td>
                <td data-heading={say(messages.postRole)}>{say(post.roleName)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
