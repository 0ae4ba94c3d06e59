import type { Links, Template } from './templates.ts'

/** The app's own colours (web/src/theme.ts); mail programs know no variables, so each has to stand in its place. */
export const palettes = {
  light: { ground: '#f6f5f1', panel: '#ffffff', text: '#0c100f', muted: '#4d5551', link: '#175745', edge: '#e4e1d8' },
  dark: { ground: '#0b0f0e', panel: '#141b19', text: '#eef3f0', muted: '#a9b4af', link: '#8fd3bc', edge: '#28322f' },
  /** The same in both: programs that turn colours round leave a filled button alone or turn all of it. */
  button: { ground: '#1d6b57', text: '#ffffff' },
} as const

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const font = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const { light, dark, button } = palettes

/** For programs that read a style sheet; the others show the light colours, which stand inline. */
const darkStyles = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground{background-color:${dark.ground}!important}
.panel{background-color:${dark.panel}!important;border-color:${dark.edge}!important}
.text{color:${dark.text}!important}
.muted{color:${dark.muted}!important}
.link{color:${dark.link}!important}
}`

/** Nothing is shown of it but in a list of mails, after the subject. */
const preheader = (text: string) =>
  `<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${text}</div>`

const paragraph = (kind: 'text' | 'muted', style: string, content: string) =>
  `<p class="${kind}" style="margin:0 0 16px;${font};color:${light[kind]};${style}">${content}</p>`

const anchor = (address: string, label: string) =>
  `<a class="link" href="${address}" style="color:${light.link};word-break:break-word;overflow-wrap:anywhere">${label}</a>`

/** Tables, since some programs lay nothing else out; the button is a coloured cell for the same reason. */
const buttonLink = (
  address: string,
  label: string,
) => `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr>
<td bgcolor="${button.ground}" style="background-color:${button.ground};border-radius:6px">
<a href="${address}" style="display:inline-block;padding:12px 24px;${font};font-size:16px;line-height:24px;font-weight:600;color:${button.text};text-decoration:none">${label}</a>
</td></tr></table>`

/** The page of an e-mail: the same for all of them but for the words and the links, and everything in it escaped. */
export function renderPage(template: Template, links: Links): string {
  const subject = escaped(template.subject)
  const says = escaped(template.says)
  const link = escaped(links.link)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${darkStyles}</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:${light.ground}">
${preheader(says)}
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${light.ground}"><tr>
<td align="center" style="padding:32px 16px">
<table role="presentation" class="panel" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background-color:${light.panel};border:1px solid ${light.edge};border-radius:8px"><tr>
<td align="left" style="padding:32px">
<h1 class="text" style="margin:0 0 16px;${font};font-size:20px;line-height:28px;font-weight:600;color:${light.text}">${subject}</h1>
${paragraph('text', 'font-size:16px;line-height:24px', says)}
${buttonLink(link, escaped(template.action))}
${paragraph('muted', 'font-size:14px;line-height:20px', `Or open this address: ${anchor(link, link)}`)}
${paragraph('muted', 'font-size:13px;line-height:20px', `${escaped(template.why)} ${anchor(escaped(links.preferences), 'Choose what reaches you, and when')}`)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}
