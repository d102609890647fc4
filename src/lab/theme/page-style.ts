/** How the page is laid out: a desk, a tablet, a telephone, a wall and paper. A printed yearbook: paper, one ink, hairlines. */
import { propertiesOf } from './tokens.ts';

const FONT =
  '"IBM Plex Sans","Noto Sans","Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Segoe UI","Helvetica Neue",Arial,sans-serif';

const VARIABLES = `
:root{${propertiesOf('light')};--label:13px;--small:14px;--body:16px;--tile:19px;--caption:22px;--line:3px;--hair:1px;color-scheme:light}
@media (prefers-color-scheme:dark){:root:not([data-theme]){${propertiesOf('dark')};color-scheme:dark}}
:root[data-theme=dark]{${propertiesOf('dark')};color-scheme:dark}
:root[data-theme=projector]{${propertiesOf('projector')};--label:20px;--small:20px;--body:22px;--tile:27px;--caption:30px;--line:5px;--hair:2px}
@media print{:root,:root[data-theme]{${propertiesOf('light')};--paper:#fff;color-scheme:light}}
`;

const GROUND = `
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;font:var(--body)/1.45 ${FONT};font-variant-numeric:tabular-nums;overflow-wrap:break-word;min-width:0}
:lang(ja){word-break:auto-phrase;line-break:strict}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
h1{font-size:17px;font-weight:600;letter-spacing:-.005em;white-space:nowrap}
h2{font-size:var(--small);font-weight:600;line-height:1.3}
h3{font-size:var(--body);font-weight:600}
a{color:var(--focus)}
button,select,input,textarea{font:inherit;font-size:var(--small);color:var(--ink);background:var(--sheet);border:1px solid var(--control);border-radius:6px;min-height:32px;padding:2px 10px}
button{cursor:pointer;line-height:1.25}
button:hover{border-color:var(--ink)}
button:disabled{color:var(--mute);border-color:var(--rule);cursor:default}
button.strong,button[aria-pressed=true],button[aria-selected=true]{background:var(--ink);border-color:var(--ink);color:var(--on-ink)}
button.plain{background:none;border:0;border-radius:3px;min-height:24px;padding:2px 4px;color:var(--mute);font-size:var(--label);text-decoration:underline;text-decoration-color:var(--rule);text-underline-offset:3px}
button.plain:hover{color:var(--ink);text-decoration-color:currentColor}
button.plain[aria-pressed=true]{background:none;color:var(--ink);font-weight:600;text-decoration-color:currentColor}
button.square{width:36px;padding:0;display:inline-grid;place-items:center}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.icon{width:14px;height:14px;flex:none;fill:currentColor;vertical-align:-2px}
.quiet{color:var(--mute);font-size:var(--label)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.spring{flex:1}
.badge{display:inline-grid;place-items:center;min-width:30px;height:24px;padding:0 3px;border:2px solid var(--ink);border-radius:4px;font-size:11px;font-weight:600;line-height:1;flex:none}
[hidden]{display:none!important}
`;

const HEADER = `
.lab{max-width:1600px;margin:0 auto}
.masthead{display:flex;align-items:center;gap:8px 14px;flex-wrap:wrap;min-height:48px;padding:6px 16px;border-bottom:1px solid var(--rule);border-top:3px solid var(--ink)}
.masthead nav{display:flex;gap:2px}
.masthead nav button{border:0;background:none;border-radius:0;padding:4px 8px;min-height:34px;border-bottom:2px solid transparent;border-top:2px solid transparent}
.masthead nav button:hover{border-bottom-color:var(--control)}
.masthead nav button[aria-current=page]{border-bottom-color:var(--ink);font-weight:600}
.masthead .tools{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.notice{padding:6px 16px;font-size:var(--small);background:var(--panel);border-bottom:1px solid var(--rule);display:flex;gap:12px;align-items:center}
`;

const DESK = `
.stage{display:grid;gap:10px 16px;padding:0 16px 10px;grid-template-columns:minmax(0,424fr) minmax(0,560fr) minmax(0,392fr);grid-template-rows:72px minmax(280px,1fr) 172px auto;grid-template-areas:"caption caption tiles" "v1 v2 v3" "v4 v4 whatif" "v5 v5 v5"}
@media (min-width:1100px) and (min-height:780px){.lab{height:100vh;display:flex;flex-direction:column}.lab>main{flex:1;min-height:0;overflow:auto}.screen{height:100%}.stage{height:100%}}
.caption{grid-area:caption;align-self:center;font-size:var(--caption);line-height:1.3;font-weight:500;max-width:44em;text-wrap:pretty}
.caption time{font-weight:600;margin-right:.35em}
.tiles{grid-area:tiles;align-self:center;display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:8px}
.tile{border-top:4px solid var(--k);padding-top:2px;font-size:var(--label);color:var(--mute);line-height:1.3;white-space:nowrap}
.tile b{display:block;font-size:var(--tile);line-height:1.2;color:var(--ink);font-weight:600}
.tile i{font-style:normal;color:var(--ink)}
.view{min-width:0;min-height:0;display:flex;flex-direction:column}
.view>header{display:flex;gap:8px;align-items:baseline;min-height:26px}
.view>header h2{flex:1;min-width:0}
.view>header .number{color:var(--mute);font-weight:600;font-size:var(--label);min-width:.8em}
.view .drawing{flex:1;min-height:0;position:relative}
.view .drawing>svg{position:absolute;inset:0;width:100%;height:100%;display:block}
.phone-tabs{display:none}
.view>footer{display:flex;gap:2px 8px;flex-wrap:wrap;align-items:center;min-height:24px}
.v1{grid-area:v1}.v2{grid-area:v2}.v3{grid-area:v3}.v4{grid-area:v4}.v5{grid-area:v5}.whatif{grid-area:whatif}
.twin-number{font-size:var(--small);font-weight:600;margin:0 6px}.twin{flex:1;min-height:0;overflow:auto;border:1px solid var(--rule);font-size:var(--label)}
.twin table,.page table{border-collapse:collapse;width:100%}
.twin th,.twin td,.page th,.page td{text-align:left;padding:3px 8px;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
.twin thead th,.page thead th{position:sticky;top:0;background:var(--paper);color:var(--mute);font-weight:600}
.twin .n,.page .n{text-align:right;white-space:nowrap}
.view.is-large{position:fixed;inset:0;z-index:20;background:var(--paper);padding:16px 24px}
.blank{position:fixed;inset:0;z-index:60;background:#000;color:#000;border:0;border-radius:0;width:100%}
`;

const LESSONS = `
.screen{display:flex}
.stage{flex:1;min-width:0}
.lesson{flex:none;width:372px;padding:14px 16px 16px;border-right:1px solid var(--rule);overflow:auto}
.lesson h2{font-size:22px;line-height:1.25;margin:2px 0 12px}.lesson h2:focus-visible{outline:0;box-shadow:0 3px 0 var(--focus)}
.lesson .step p{margin:0 0 10px}.lesson .question{font-size:18px;line-height:1.4}.lesson .answer{font-size:18px;line-height:1.4;border-left:3px solid var(--ink);padding-left:12px}
.lesson .covered{background:repeating-linear-gradient(45deg,var(--panel) 0 8px,var(--paper) 8px 16px);border:1px solid var(--control);padding:32px 16px;text-align:center}
.lesson .steps{list-style:none;display:flex;gap:3px;margin:6px 0 12px}.lesson .steps li{flex:1;height:4px;background:var(--rule);text-indent:-999em;overflow:hidden}.lesson .steps li.is-past,.lesson .steps li[aria-current]{background:var(--ink)}
.lesson .options{list-style:none}.lesson .options li{display:grid;grid-template-columns:22px 1fr 64px;gap:8px;align-items:center;padding:5px 0;border-bottom:1px solid var(--rule)}
.lesson .options input[type=radio]{min-height:0;width:18px;height:18px;margin:0;accent-color:var(--ink)}
.lesson .tally{width:64px;padding:2px 6px}
.lesson .lesson-tools{margin-top:18px;border-top:1px solid var(--rule);padding-top:6px}
.lessons{list-style:none;margin:10px 0}.lessons li{border-top:1px solid var(--rule)}.lessons button{all:unset;box-sizing:border-box;cursor:pointer;display:grid;grid-template-columns:5.4em 1fr;gap:8px;align-items:baseline;width:100%;padding:9px 2px;font-size:var(--body)}.lessons button:hover{text-decoration:underline;text-underline-offset:3px}.lessons button:focus-visible{outline:3px solid var(--focus)}
.questions{padding-left:1.4em}.questions li{margin-bottom:10px}
.quotation blockquote{margin:0}.quotation{margin:0 0 14px;border-left:3px solid var(--rule);padding-left:14px}.quotation p{font-size:18px;line-height:1.45}.quotation figcaption{color:var(--mute);font-size:var(--label)}
main[data-section=learn] .stage{grid-template-columns:repeat(var(--views,2),minmax(0,1fr));grid-template-rows:auto auto minmax(260px,1fr) auto;grid-template-areas:none}
main[data-section=learn] .stage>*{grid-area:auto}
main[data-section=learn] .stage>:is(.caption,.tiles,.v5){grid-column:1/-1}
main[data-section=learn] .stage .caption{padding-top:12px}
.stage:not([data-show~=v1]) .v1:not(.is-large),.stage:not([data-show~=v2]) .v2:not(.is-large),.stage:not([data-show~=v3]) .v3:not(.is-large),.stage:not([data-show~=v4]) .v4:not(.is-large),.stage:not([data-show~=whatif]) .whatif{display:none}
.cover{display:none;flex:1;flex-direction:column;justify-content:center;gap:18px;padding:32px 8%;background:var(--panel)}
.cover b{font-size:22px;font-weight:600;color:var(--mute)}.cover p{font-size:clamp(24px,3.2vw,40px);line-height:1.25;font-weight:500;max-width:22em;text-wrap:pretty}
.is-covered>.cover{display:flex}.is-covered>.stage{display:none}
.handout{display:none}
.notes{font-size:18px}.kinds{display:block}.kinds dt{font-weight:600;margin-top:14px;display:flex;gap:10px;align-items:center}.kinds dd{margin:2px 0 0;max-width:44em}
.page .plain{list-style:none}.page li{margin-bottom:6px;max-width:60em}.page ul:not(.plain),.page ol{padding-left:1.3em}
.explore{display:grid;grid-template-columns:1fr 1fr;gap:8px 40px;padding:14px 16px 28px;border-top:2px solid var(--ink)}
.explore h2{font-size:var(--body);margin-bottom:8px}.explore .actions{grid-column:1/-1;align-items:center}
.mix-row{display:grid;grid-template-columns:minmax(130px,210px) 1fr 92px;gap:12px;align-items:center;font-size:var(--small);min-height:38px}.mix-row input[type=range]{padding:0;border:0;background:none;accent-color:var(--ink)}.mix-row .times{display:flex;gap:4px;align-items:center}.mix-row .times input{width:74px;padding:2px 6px}
.loop-row{display:flex;gap:10px;align-items:center;font-size:var(--small);min-height:30px}.loop-row input{min-height:0;width:18px;height:18px;accent-color:var(--ink);flex:none}.loop-row b{display:inline-block;min-width:2em}
.seed input{width:110px}
`;

const PARTS = `
.tabs{display:flex;gap:6px;align-items:center}
.tabs button{min-height:30px}
.side{flex:1;min-height:0;overflow:auto;margin-top:6px;padding:0 4px 4px 3px}
.rows{list-style:none;display:grid;gap:5px;margin-top:6px}
.rows button{all:unset;box-sizing:border-box;cursor:pointer;width:100%;display:grid;grid-template-columns:34px 116px minmax(24px,1fr) 112px;gap:8px;align-items:center;font-size:var(--small);min-height:25px;border-radius:3px}
.rows button:hover .name{text-decoration:underline;text-underline-offset:3px}
.rows button:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
.rows .name{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.rows .far{text-align:right;white-space:nowrap}
.bar{height:14px;border:1px solid var(--control);background:var(--sheet);position:relative;display:block}
.bar>span{position:absolute;inset:0 auto 0 0;background:var(--bar)}
.bar>span.near{background:repeating-linear-gradient(45deg,var(--mute) 0 4px,var(--hatch) 4px 8px)}
.bar>span.over{background:var(--ink)}
.rows .far.selling{justify-self:end}.selling{background:var(--ink);color:var(--on-ink);font-size:11px;font-weight:600;padding:1px 5px;border-radius:3px;letter-spacing:.02em}
.chain{list-style:none;margin-top:6px;font-size:var(--small)}
.chain>li{border-left:3px solid var(--ink);padding:0 0 10px 12px}
.chain>li:last-child{padding-bottom:2px}
.chain button{all:unset;cursor:pointer;display:block;border-radius:3px}
.chain button:hover{text-decoration:underline;text-underline-offset:3px}
.chain button:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
.chain small{display:block;color:var(--mute);font-size:var(--label);line-height:1.35}
.chain .root b{font-weight:600}
.actions{display:flex;gap:8px;flex-wrap:wrap;margin-top:8px}
.whatif{overflow:auto}.cards{display:grid;grid-template-columns:1fr 1fr;gap:6px;margin-top:2px}
.cards .card{display:flex;flex-direction:column;border:1px solid var(--control);border-radius:6px;background:var(--sheet)}
.cards .card>button{border:0;background:none;text-align:left;line-height:1.2;padding:5px 9px 1px;min-height:28px;font-weight:600}
.cards .card:hover{border-color:var(--ink)}.cards .card>button:hover:not(:disabled){text-decoration:underline;text-underline-offset:3px}
.card-number{display:flex;gap:6px;align-items:center;padding:0 9px 4px;line-height:1.2}.card-number input{width:66px;min-height:26px;padding:1px 6px;border-color:var(--rule)}.card-number .quiet{font-size:12px}
.v5{display:grid!important;grid-template-columns:minmax(0,1fr) auto;column-gap:12px;border-top:1px solid var(--rule);padding-top:7px}
.v5>header{align-items:center}.v5>header h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.v5>header .transport{flex:1}
.v5>footer{grid-row:1;grid-column:2}
.v5>.scrub-row,.v5>.drawing,.v5>.twin{grid-column:1/-1}
.v5>.drawing{height:128px;touch-action:none;cursor:pointer}.v5>.twin{max-height:148px}
.scrub-row{height:16px;display:flex}
.scrub{height:16px;min-height:0;padding:0;margin:0;border:0;background:none;accent-color:var(--focus)}
.caption-actions{display:inline-flex;gap:8px;flex-wrap:wrap;margin-top:6px}
.caption-actions button{min-height:30px}
.caption-text{display:inline;margin-right:12px}
.transport{display:flex;gap:6px;align-items:center;flex-wrap:wrap;font-size:var(--small)}
.transport .clock{margin:0 6px;white-space:nowrap;font-weight:600}
.transport .play{min-width:92px}
.branches{display:flex;gap:6px;align-items:center;flex-wrap:wrap}
.branches .letter{font-weight:600}
dialog{border:1px solid var(--ink);border-radius:6px;background:var(--paper);color:var(--ink);padding:16px 20px;max-width:min(680px,calc(100vw - 24px));max-height:calc(100vh - 32px);overflow:auto}
dialog::backdrop{background:rgb(16 22 28/.45)}
dialog header{display:flex;gap:12px;align-items:center;margin-bottom:10px}
dialog header h2{font-size:19px;flex:1}
dialog dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;font-size:var(--small)}
dialog dt{white-space:nowrap}
kbd{display:inline-block;min-width:1.9em;text-align:center;border:1px solid var(--control);border-radius:4px;padding:0 6px;font:inherit;font-size:var(--label);background:var(--sheet)}
.field{display:block;width:100%;font-size:var(--small);margin:4px 0 10px}
.page{max-width:1120px;margin:0 auto;padding:20px 24px 48px}
.page h2{font-size:22px;margin:0 0 10px;padding-top:14px;border-top:2px solid var(--ink)}
.page h3{margin:22px 0 6px}
.page p{max-width:44em;margin:0 0 12px}
.page section+section{margin-top:36px}
.page table{font-size:var(--small)}
.scroll{overflow:auto}
`;

const SVG_TEXT = `
svg text{font:var(--label) ${FONT};fill:var(--mute);font-variant-numeric:tabular-nums}
svg .strong{font-weight:600;fill:var(--ink)}svg .ink{fill:var(--ink)}svg .end{text-anchor:end}svg .mid{text-anchor:middle}
svg .grid{stroke:var(--rule);stroke-width:1}svg .zero{stroke:var(--axis);stroke-width:1}
svg .curve{fill:none;stroke:var(--k);stroke-width:var(--line);stroke-linejoin:round}
svg .curve.thin{stroke-width:1.4}svg .curve.trail{stroke-width:1.6;stroke-opacity:.15;stroke-dasharray:none}
svg .label{font-weight:600;fill:var(--t)}
svg .band{fill:var(--mute);fill-opacity:.16;stroke:none}
svg .without{fill:none;stroke:var(--mute);stroke-opacity:.22;stroke-width:7;stroke-linecap:round;stroke-linejoin:round}
svg .mark{fill:var(--k);font-size:calc(var(--label) - 2px)}
svg .ribbon path{fill:none}svg .ribbon .all{stroke:var(--k);stroke-opacity:.38}svg .ribbon .core{stroke:var(--k);stroke-opacity:.85}svg .ribbon .grip{stroke:transparent}
svg .policy path{fill:none}svg .policy .rim{stroke:var(--k)}svg .policy .hollow{stroke:var(--paper)}
svg .note{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
svg .market{fill:var(--k)}svg .large{font-size:calc(var(--label) + 2px)}
svg .badge-box{fill:var(--paper);stroke:var(--ink);stroke-width:2}svg .badge-box.is-forced{fill:var(--ink)}
svg .badge-text{fill:var(--ink);font-weight:600;font-size:12px;text-anchor:middle}svg .badge-text.is-forced{fill:var(--on-ink)}
svg .event .hit{fill:var(--ink)}svg .lane-trade .hit{fill:var(--control)}svg .event.is-ahead .hit{fill-opacity:.35}
svg .event .count{font-size:10px;fill:var(--on-ink);font-weight:600}svg .event.is-ahead .count{display:none}
svg .planned{fill:none;stroke:var(--control);stroke-width:1.5}
svg .fork-lane{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 3}
svg .density{fill:var(--control)}
svg .mid-line{fill:none;stroke:var(--ink);stroke-width:1.5}
svg .cursor{stroke:var(--focus);stroke-width:3}
.k-jgb{--k:var(--jgb);--t:var(--jgb-text)}.k-ust{--k:var(--ust);--t:var(--ust-text)}.k-gilt{--k:var(--gilt);--t:var(--gilt-text)}.k-ktb{--k:var(--ktb);--t:var(--ktb-text)}
svg :is([data-option],[data-choose]){cursor:pointer}svg .is-active .hit,svg .is-active.hit{stroke:var(--focus);stroke-width:3;stroke-opacity:1;fill-opacity:1}svg .is-active .curve.hit{stroke-width:6;fill-opacity:0}
svg[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
`;

const TABLET = `
@media (max-width:1099px){
.stage{grid-template-columns:minmax(0,1fr) minmax(0,1fr);grid-template-rows:auto;grid-template-areas:"caption caption" "tiles tiles" "v1 v2" "v3 whatif" "v4 v4" "v5 v5"}
.v1 .drawing,.v2 .drawing{min-height:330px}.v4 .drawing{min-height:150px}
.caption{padding-top:10px;min-height:2.6em}
}
`;

const PHONE = `
@media (max-width:719px){
.masthead{padding:4px 12px;gap:4px 8px}.masthead h1{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis}.masthead>.spring{display:none}.masthead .tools{flex-wrap:nowrap;gap:6px}
.masthead nav{order:5;width:100%;overflow-x:auto}
.masthead nav button{min-height:40px;padding:4px 7px}
.stage{display:flex;flex-direction:column;gap:10px;padding:0 12px 176px}
.caption{font-size:18px;min-height:4em;padding-top:8px}
.tiles{align-self:stretch;gap:6px}
.tile b{font-size:17px}
.phone-tabs{display:flex!important;gap:6px;position:sticky;top:0;background:var(--paper);z-index:5;padding:4px 0}
.phone-tabs button{flex:1;min-height:44px;padding:2px 4px}
.view .drawing{min-height:min(380px,58vh)}
.stage[data-tab] .view:not(.on-tab):not(.v5){display:none}
.v4{display:none!important}
.v5{position:fixed;left:0;right:0;bottom:0;z-index:10;background:var(--paper);padding:6px 12px 10px;border-top:1px solid var(--ink)}
.v5>.drawing{height:44px;min-height:0}.v5>.scrub-row,.v5>header .number,.v5>header>button,.v5>footer{display:none}
.transport{gap:6px}
.transport button{min-height:48px;min-width:48px}
.transport .play{flex:1}
.transport .desk{display:none}
.transport .clock{order:-1;width:100%;margin:0}
.cards{grid-template-columns:1fr}
.cards button,.cards .card>button{min-height:44px}
.screen{flex-direction:column}.lesson{width:auto;border-right:0;border-bottom:1px solid var(--rule)}
main[data-section=learn] .stage{display:flex}
.is-covered>.stage{display:none!important}.cover{padding:24px 16px 190px}
.explore{grid-template-columns:1fr;padding-bottom:190px}.mix-row{grid-template-columns:1fr 92px}.mix-row>span:first-child{grid-column:1/-1}
.masthead .tools :is(select,.of-desk){display:none}
.masthead .tools button{min-height:40px}
.page{padding:16px 12px 40px}
}
@media (max-width:400px){.tiles{grid-template-columns:repeat(4,minmax(0,1fr));gap:4px}.tile{font-size:12px}.tile b{font-size:15px}}
`;

const WALL = `
:root[data-theme=projector] .stage{grid-template-columns:minmax(0,420fr) minmax(0,470fr) minmax(0,490fr);grid-template-rows:96px minmax(280px,1fr) auto;grid-template-areas:"caption caption tiles" "v1 v2 v3" "v5 v5 v5"}
:root[data-theme=projector] .v4:not(.is-large),:root[data-theme=projector] .whatif,:root[data-theme=projector] .view>footer{display:none}
:root[data-theme=projector] .rows button{grid-template-columns:46px 142px minmax(30px,1fr) 164px}
:root[data-theme=projector] .badge{min-width:42px;height:32px;font-size:20px;border-width:2px}
:root[data-theme=projector] .selling{font-size:20px}
:root[data-theme=projector] .masthead select{display:none}
:root[data-theme=projector] .v5>.drawing{height:156px}
:root[data-theme=projector] .v5>footer{display:none}
:root[data-theme=projector] .lesson{width:460px}
:root[data-theme=projector] .lesson :is(h2,.question,.answer,.quotation p){font-size:27px}
`;

const STILL = `
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important;scroll-behavior:auto!important}}
`;

const PAPER = `
@media print{
@page{margin:14mm}
.masthead nav,.masthead .tools,.transport,.view>footer,.notice,.phone-tabs,.whatif{display:none!important}
.lab,.lab>main,.stage{height:auto!important;display:block!important}
.view{break-inside:avoid;margin-bottom:14px}
.view .drawing{height:260px}
:root[data-print=handout] .lab{display:none!important}
:root[data-print=handout] .handout{display:block!important;font-size:11pt}
.handout section+section{break-before:page}
.handout h2{font-size:16pt}.handout h3{font-size:12pt;margin:14px 0 4px}.handout .line{border-bottom:1px solid var(--ink);width:14em;margin-bottom:16px}
.handout{padding:0 2mm}.handout .plain{list-style:none}.handout li{margin:4px 0}.handout svg{width:100%;height:auto}
.handout .blanks{padding-left:1.4em}.handout .blanks li{border-bottom:1px solid var(--ink);height:34px}
}
`;

export const LAB_STYLE = [
  VARIABLES,
  GROUND,
  HEADER,
  DESK,
  LESSONS,
  PARTS,
  SVG_TEXT,
  TABLET,
  PHONE,
  WALL,
  STILL,
  PAPER,
].join('');

/** Of a drawing that leaves the page: light, on its own. */
export const EXPORT_STYLE = `svg{${propertiesOf('light')};--label:13px;--line:3px}${SVG_TEXT}`;
