// Owns where the typefaces of papers lie: Hei for receipts and licences, Song for what organs write; refuses system fonts.
import { fileURLToPath } from 'node:url';

/** The names stand whole, so that the check for unused dependencies sees them. */
export const paperFonts = {
  hei: fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  ),
  heiBold: fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  ),
  song: fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  ),
  songBold: fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  ),
} as const;
