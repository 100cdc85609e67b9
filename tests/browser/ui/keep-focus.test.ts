import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFocus } from '../../../src/lib/ui/keepFocus';

let root: HTMLElement;
let stop: () => void;
const get = (selector: string) => root.querySelector<HTMLElement>(selector)!;
const focused = () => document.activeElement?.textContent;

beforeEach(() => {
  root = document.body.appendChild(document.createElement('main'));
  root.innerHTML = `<h1>Library</h1>
    <section><h2>On this device</h2>
      <article id="one"><h3>Gemma</h3><button>Remove Gemma</button><a href="#x">Papers</a></article>
      <article id="two"><h3>SmolLM2</h3><div><button>Check</button></div></article></section>`;
  stop = keepFocus(root);
});
afterEach(() => {
  stop();
  root.remove();
});

it('what is gone leaves the focus with the heading of what is around it', async () => {
  get('#one button').focus();
  get('#one').remove();
  await expect.poll(focused).toBe('On this device');
  get('#two button').focus();
  get('#two div').remove();
  await expect.poll(focused).toBe('SmolLM2');
});

it('a focus that went on by itself is left alone, and so is one that was given up before', async () => {
  get('#two button').focus();
  get('#one').remove();
  await new Promise(requestAnimationFrame);
  expect(focused()).toBe('Check');

  get('#two button').blur();
  await new Promise(requestAnimationFrame);
  get('#two').remove();
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(document.body);
});

it('a link goes away with its page: the next one begins at its top', async () => {
  get('#one a').focus();
  get('section').remove();
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(document.body);
});
