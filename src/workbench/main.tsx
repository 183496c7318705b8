// Owns the start of the workbench in the browser; refuses nothing.
import 'virtual:look.css';
import './ground.css';
import './parts.css';
import './frame.css';
import './lists.css';
import './case.css';
import './licence.css';
import './counter.css';
import { createRoot } from 'react-dom/client';
import { Workbench } from './workbench.tsx';

const place = document.getElementById('workbench');
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
if (place === null) throw new Error('index.html has no place for the workbench');
createRoot(place).render(<Workbench styleNonce={styleNonce} />);
