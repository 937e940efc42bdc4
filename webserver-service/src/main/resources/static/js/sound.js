// Two short tones, rising or falling with the price. Off until somebody wants it.

const PAUSE_MS = 1500;
const TONES = { true: [660, 880], false: [660, 494] };

export class Sound {
  #memory;
  #button;
  #context = null;
  #last = -PAUSE_MS;

  /**
   * @param {import('./memory.js').Memory} memory
   * @param {HTMLButtonElement} button pressed when on
   */
  constructor(memory, button) {
    this.#memory = memory;
    this.#button = button;
    button.addEventListener('click', () => this.#toggle());
    // A browser lets a page sound only after somebody has touched it.
    addEventListener('pointerdown', () => this.#isOn() && this.#wake());
    addEventListener('keydown', () => this.#isOn() && this.#wake());
    this.#show();
  }

  /** @param {boolean} up whether the price rose */
  play(up) {
    const now = performance.now();
    if (this.#isOn() && this.#context && now - this.#last > PAUSE_MS) {
      this.#last = now;
      TONES[up].forEach((frequency, place) => this.#tone(frequency, place * 0.14));
    }
  }

  #isOn() {
    return this.#memory.get('sound', false);
  }

  #toggle() {
    this.#memory.set('sound', !this.#isOn());
    this.#show();
    if (this.#isOn()) {
      this.#wake();
      this.play(true);
    }
  }

  #show() {
    this.#button.setAttribute('aria-pressed', String(this.#isOn()));
    this.#button.title = this.#isOn() ? 'Sound is on' : 'Sound is off';
  }

  #wake() {
    this.#context ??= new AudioContext();
    this.#context.resume();
  }

  #tone(frequency, delay) {
    const context = this.#context;
    const start = context.currentTime + delay;
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.16, start + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.28);
    const tone = new OscillatorNode(context, { frequency, type: 'sine' });
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }
}
