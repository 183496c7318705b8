// The face of platform/paper: PDFs with Chinese type and QR codes; nothing is fetched from elsewhere.
export { isPrintablePicture } from './printable-picture.ts';
export {
  type OfficialBlock,
  type OfficialPaper,
  renderOfficialPaper,
} from './render-official-paper.ts';
export { type Paper, type PaperLine, renderPaper } from './render-paper.ts';
