// Owns how antd takes the city's look; refuses colours that are not tokens.
import type { ThemeConfig } from 'antd';
import { letters, motionMs, type Palette, palettes, sizes, type Theme } from '#kernel/look-tokens';

interface ThemeWishes {
  readonly theme: Theme;
  readonly compact: boolean;
  readonly still: boolean;
}

function colourTokens(look: Palette) {
  return {
    colorPrimary: look.sea,
    colorPrimaryHover: look.seaDeep,
    colorPrimaryActive: look.seaDeep,
    colorTextLightSolid: look.onSea,
    colorInfo: look.sea,
    colorLink: look.sea,
    colorLinkHover: look.seaDeep,
    colorLinkActive: look.seaDeep,
    colorSuccess: look.done,
    colorWarning: look.yellow,
    colorError: look.red,
    colorErrorHover: look.red,
    colorErrorActive: look.red,
    colorText: look.ink,
    colorTextHeading: look.ink,
    colorTextSecondary: look.quiet,
    colorTextTertiary: look.quiet,
    colorTextPlaceholder: look.quiet,
    colorTextDescription: look.quiet,
    colorTextDisabled: look.quiet,
    colorIcon: look.quiet,
    colorIconHover: look.ink,
    colorBgBase: look.paper,
    colorBgContainer: look.paper,
    colorBgElevated: look.paper,
    colorBgContainerDisabled: look.wash,
    controlItemBgHover: look.wash,
    controlItemBgActive: look.wash,
    // The edge of a control must be seen (WCAG 2.2, 1.4.11); the hairline is for what may be missed.
    colorBorder: look.edge,
    colorBorderSecondary: look.line,
    colorSplit: look.line,
  };
}

export function antdTheme({ theme, compact, still }: ThemeWishes): ThemeConfig {
  const look = palettes[theme];
  const { sizePx, linePx } = letters.workbench;
  const motion = `${motionMs / 1_000}s`;
  return {
    token: {
      ...colourTokens(look),
      fontFamily: 'inherit',
      fontSize: sizePx,
      lineHeight: linePx / sizePx,
      borderRadius: sizes.cornerPx,
      borderRadiusLG: sizes.cornerPx,
      borderRadiusSM: sizes.cornerPx,
      controlHeight: sizes.unitPx * (compact ? 7 : 8),
      motion: !still,
      motionDurationFast: motion,
      motionDurationMid: motion,
      motionDurationSlow: motion,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', dangerColor: look.paper },
      Input: { activeShadow: 'none', errorActiveShadow: 'none' },
    },
  };
}
