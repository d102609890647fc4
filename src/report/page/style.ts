/** How the page looks: on a screen, on a telephone, in the dark and on paper. */
import { DARK, FIGURE_STYLE, LIGHT } from '../draw/look.ts';

export const PAGE_STYLE = `
:root{${LIGHT};color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{${LIGHT};--paper:#ffffff}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1120px;padding:32px 24px 48px;font:16px/1.55 "IBM Plex Sans","Segoe UI","Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
header,nav,main,footer{display:block}
.kicker{margin:0;font-size:13px;letter-spacing:.06em;text-transform:uppercase;color:var(--mute)}
h1{margin:4px 0 6px;font-size:30px;line-height:1.2;font-weight:600}
.sub{margin:0 0 18px;font-size:18px;color:var(--mute);max-width:44em}
h2{margin:0 0 10px;padding-top:14px;font-size:22px;line-height:1.3;font-weight:600;border-top:2px solid var(--ink)}
h3{margin:22px 0 6px;font-size:16px;font-weight:600}
section{margin:44px 0 0}
p,ul,ol{max-width:44em;margin:0 0 12px}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav ol{list-style:none;margin:18px 0 0;padding:10px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);display:flex;flex-wrap:wrap;gap:6px 20px;max-width:none;font-size:15px}
nav a{display:inline-block;padding:2px 0}
dl.manifest{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,250px),1fr));gap:8px 24px;margin:0;font-size:14px}
dl.manifest div{min-width:0}
dl.manifest dt{color:var(--mute);font-size:13px}
dl.manifest dd{margin:0;overflow-wrap:anywhere}
dl.manifest .wide{grid-column:1/-1}
code{font:13.5px/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.answer{font-size:21px;line-height:1.45;max-width:36em;font-weight:500;margin:6px 0 14px}
.answer+.answer{margin-top:-4px}
.aside{color:var(--mute);font-size:15px}
figure{margin:22px 0 30px;padding:0}
figcaption{max-width:50em;margin:0 0 12px;font-size:15px}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:22px 28px;align-items:start}
.panels.one{grid-template-columns:minmax(0,408px)}
.panels.pairs{grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));max-width:900px}
.panels.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,236px),1fr));gap:18px 20px}
svg.fig{display:block;width:100%;height:auto;overflow:visible}
details{margin:10px 0 0;font-size:14px}
summary{cursor:pointer;color:var(--accent);width:fit-content}
.files{margin:6px 0 0;font-size:14px}
.files a{margin-right:18px}
.scroll{overflow:auto;max-height:26em;margin:8px 0 0;border:1px solid var(--rule)}
table{border-collapse:collapse;font-size:14px;line-height:1.4;margin:12px 0 4px}
.scroll table{margin:0}
caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{text-align:left;vertical-align:top;padding:4px 14px 4px 0;border-bottom:1px solid var(--rule)}
.scroll th,.scroll td{padding:3px 14px 3px 8px}
thead th{color:var(--mute);font-weight:600;border-bottom:1px solid var(--axis)}
.scroll thead th{position:sticky;top:0;background:var(--paper)}
tbody th{font-weight:500}
.n{text-align:right;white-space:nowrap}
thead th.n{white-space:normal;max-width:9em}
ol.chains{padding-left:1.4em;max-width:none}
ol.chains>li{margin:0 0 18px;break-inside:avoid}
ol.steps{list-style:none;margin:4px 0 6px;padding:0 0 0 2px;max-width:60em}
ol.steps li{padding-left:22px;position:relative}
ol.steps li+li::before{content:"→";position:absolute;left:0;color:var(--mute)}
.chains .count{font-weight:600}
ul.values{list-style:none;margin:0;padding:0}
ul.values li{white-space:nowrap}
ul.values .of{color:var(--mute);font-size:13px}
ul.values .aside{font-size:12px}
footer{margin-top:48px;border-top:1px solid var(--rule);padding-top:12px;color:var(--mute);font-size:14px}
@media (max-width:640px){
body{padding:20px 16px 32px;font-size:16px}
h1{font-size:25px}
.answer{font-size:19px}
table.stack,table.stack tbody,table.stack tr,table.stack td,table.stack tbody th,table.stack caption{display:block}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack tr{padding:8px 0;border-bottom:1px solid var(--axis)}
table.stack tbody th{border:0;padding:0 0 2px;font-weight:600;text-align:left;white-space:normal}
table.stack td{border:0;padding:1px 0;display:flex;justify-content:space-between;gap:16px;text-align:right;white-space:normal}
table.stack td::before{content:attr(data-label);color:var(--mute);text-align:left}
}
@media print{
@page{margin:16mm 14mm}
html{background:#fff}
body{max-width:none;padding:0;font-size:10.5pt}
nav,.files,details{display:none}
h1{font-size:20pt}
h2{font-size:13.5pt}
.sub{font-size:12pt}
.answer{font-size:13pt;max-width:none}
figcaption,table,.aside{font-size:9.5pt}
p,ul,ol,figcaption{max-width:none}
section{margin-top:22px}
h2{break-after:avoid}
figure,tr,.chains>li{break-inside:avoid}
figcaption{break-after:avoid}
.panels{grid-template-columns:repeat(2,minmax(0,1fr));gap:14px 22px}
.panels.small{grid-template-columns:repeat(4,minmax(0,1fr));gap:10px 12px}
.panels.one{grid-template-columns:minmax(0,340px)}
.panels.pairs{max-width:none}
a{color:inherit;text-decoration:none}
}
${FIGURE_STYLE}
`;
