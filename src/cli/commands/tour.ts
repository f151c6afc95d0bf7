import { statSync } from 'node:fs';
import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { tokenAnatomy } from '../../core/prose/token-anatomy.ts';
import { defineCommand } from '../command/command.ts';
import { withPrefix } from '../server/application.ts';
import { underNewerNode } from '../server/node-version.ts';
import { EXIT, type ExitCode } from '../terminal/failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { BREAKAGES } from '../tour/breakages.ts';
import { drawOutcome, drawSummary } from '../tour/drawing.ts';
import { breakAndExplain, isAsExpected, mangleKey, type SceneResult } from '../tour/scenes.ts';
import { ACCEPTED, CALL, openStage, type Player, type Stage } from '../tour/stage.ts';

export const tour = defineCommand({
  name: 'tour',
  about: [
    'Starts its own server on a free port, makes an application with its key and a token, and sends an accepted request; then the request is broken as people really break it, sent, and each 401 explained. Everything is real, and everything is removed at the end. The exit code is 0 only if each cause was found correctly.',
  ],
  args: [],
  flags: {},
  options: [],
  examples: ['mintmark tour', 'mintmark tour --json | jq -r ".[].cause"'],
  async run({ json, terminal }) {
    const ended = await underNewerNode();
    if (ended !== undefined) return ended;
    const stage = await openStage();
    try {
      return await perform(stage, json, terminal);
    } finally {
      await stage.close();
    }
  },
});

async function perform(stage: Stage, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const tell = (text: string) => (json ? undefined : terminal.data(text));
  const { paint } = terminal.out;
  const step = (number: number, text: string) => tell(`\n${paint(`${number}  ${text}`, 'strong')}`);

  tell('From an application to an explained 401, on real parts.');
  step(1, 'A server');
  tell(`   ${stage.url}, its data in ${stage.directory} until the end of the tour`);
  step(2, 'An application, through the Application API');
  const mine = await stage.createApplication('Order updates');
  const other = await stage.createApplication('Newsletter');
  tell(describePlayer(mine));
  step(3, 'A token');
  const token = stage.mint(mine);
  tell(`   ${tokenAnatomy(token, null, '', paint).join('\n   ')}`);
  tell('   RS256, 15 minutes: what mintmark mint --app ID --key FILE prints');
  step(4, 'A request that is accepted');
  const { status } = await stage.send(`Bearer ${token}`);
  tell(`   ${CALL.method} ${CALL.path}  ${paint(String(status), status === ACCEPTED ? 'good' : 'fault')}`);
  step(5, 'The same request, broken as people really break it');

  const outcomes: SceneResult[] = [];
  const show = (outcome: SceneResult) => {
    outcomes.push(outcome);
    tell(drawOutcome(outcome, outcomes.length, terminal.out));
  };
  for (const breakage of BREAKAGES) show(await breakAndExplain(breakage, stage, mine, other));
  show(await mangleKey(stage, mine));

  step(6, 'What was found');
  if (json)
    terminal.json(
      outcomes.map(({ story, expected, status, cause, report }) => ({ story, expected, status, cause, report })),
    );
  tell(drawSummary(outcomes, terminal.out));
  const missed = outcomes.filter((outcome) => !isAsExpected(outcome));
  for (const { story, expected, cause } of missed)
    terminal.say(`Not as expected: ${story} Expected ${expected}, found ${cause}`);
  if (status !== ACCEPTED) terminal.say(`The good request got ${status}, and ${ACCEPTED} was expected`);
  return missed.length === 0 && status === ACCEPTED ? EXIT.fine : EXIT.found;
}

function describePlayer({ id, name, keyFile, privateKey }: Player): string {
  const { key } = parseKey(privateKey);
  const mode = (statSync(keyFile).mode & 0o777).toString(8).padStart(4, '0');
  const print = key === undefined ? '' : withPrefix(fingerprint(publicKeyOf(key)));
  return [
    `   ${name}  ${id}`,
    `   private key  ${keyFile}`,
    `                mode ${mode}: only its owner can read it, and the server does not keep it`,
    `   fingerprint  ${print}`,
  ].join('\n');
}
