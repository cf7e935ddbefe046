import { LitElement, css, html } from 'lit';
import WaveSurfer from 'wavesurfer.js';

/**
 * A play button with the waveform of one utterance. The audio is fetched when the waveform is first wanted: a list of
 * fifty players costs nothing until one of them is used. Only one player sounds at a time.
 */
class AttunePlayer extends LitElement {
  static properties = {
    src: { type: String },
    label: { type: String },
    eager: { type: Boolean },
    duration: { type: Number },
    playing: { state: true },
    position: { state: true },
    failed: { state: true },
  };

  static styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-width: 8rem;
    }
    button {
      flex: none;
      display: grid;
      place-items: center;
      width: 2rem;
      height: 2rem;
      padding: 0;
      border: 1px solid var(--vaadin-border-color);
      border-radius: 50%;
      background: transparent;
      color: var(--aura-accent-text-color);
      cursor: pointer;
    }
    button:hover {
      background: var(--vaadin-background-container);
    }
    button:focus-visible {
      outline: 2px solid var(--vaadin-focus-ring-color);
      outline-offset: 1px;
    }
    svg {
      width: 0.875rem;
      height: 0.875rem;
      fill: currentColor;
    }
    .wave {
      flex: 1;
      min-width: 3rem;
      height: 32px;
      position: relative;
    }
    .wave.empty::before {
      content: '';
      position: absolute;
      inset: 50% 0 auto 0;
      border-top: 2px dotted var(--vaadin-border-color);
    }
    .time {
      flex: none;
      min-width: 2.75rem;
      text-align: end;
      font-size: 0.8125rem;
      font-variant-numeric: tabular-nums;
      color: var(--vaadin-text-color-secondary);
    }
  `;

  declare src: string;
  declare label: string;
  declare eager: boolean;
  declare duration: number;
  declare playing: boolean;
  declare position: number;
  declare failed: boolean;
  private wave?: WaveSurfer;
  private stopAt?: number;

  private static sounding?: AttunePlayer;

  constructor() {
    super();
    this.src = '';
    this.label = '';
    this.eager = false;
    this.duration = 0;
    this.playing = false;
    this.position = 0;
    this.failed = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.discard();
  }

  protected updated(changed: Map<string, unknown>) {
    if (changed.has('src')) {
      this.discard();
    }
    if (this.eager && this.src && !this.wave) {
      this.load();
    }
  }

  render() {
    return html`
      <button
        @click=${this.toggle}
        aria-label=${(this.playing ? 'Pause ' : 'Play ') + this.label}
        aria-pressed=${this.playing ? 'true' : 'false'}
      >
        ${this.playing
          ? html`<svg viewBox="0 0 16 16"><path d="M3 2h4v12H3zM9 2h4v12H9z" /></svg>`
          : html`<svg viewBox="0 0 16 16"><path d="M4 1.5v13l10-6.5z" /></svg>`}
      </button>
      <div class="wave ${this.wave ? '' : 'empty'}"></div>
      <span class="time">${this.failed ? 'no audio' : seconds(this.playing ? this.position : this.duration)}</span>
    `;
  }

  toggle() {
    this.stopAt = undefined;
    if (this.playing) {
      this.wave?.pause();
    } else {
      this.start(() => this.wave?.play());
    }
  }

  /** Plays one stretch, for instance a word. */
  playRegion(from: number, to: number) {
    this.start(() => {
      this.stopAt = to;
      this.wave?.setTime(from);
      this.wave?.play();
    });
  }

  private start(action: () => void) {
    if (AttunePlayer.sounding !== this) {
      AttunePlayer.sounding?.wave?.pause();
      AttunePlayer.sounding = this;
    }
    if (this.wave) {
      action();
    } else {
      this.load().once('ready', action);
    }
  }

  private load(): WaveSurfer {
    const colours = getComputedStyle(this);
    const wave = WaveSurfer.create({
      container: this.renderRoot.querySelector('.wave') as HTMLElement,
      url: this.src,
      height: 32,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 1,
      normalize: true,
      waveColor: colours.getPropertyValue('--attune-wave').trim() || '#8b93a7',
      progressColor: colours.getPropertyValue('--attune-wave-played').trim() || '#3b6fd4',
    });
    wave.on('ready', (length: number) => (this.duration = length));
    wave.on('play', () => (this.playing = true));
    wave.on('pause', () => (this.playing = false));
    wave.on('finish', () => (this.playing = false));
    wave.on('error', () => (this.failed = true));
    wave.on('timeupdate', (time: number) => {
      this.position = time;
      if (this.stopAt !== undefined && time >= this.stopAt) {
        this.stopAt = undefined;
        wave.pause();
      }
      this.dispatchEvent(new CustomEvent('position', { detail: time }));
    });
    this.wave = wave;
    this.requestUpdate();
    return wave;
  }

  private discard() {
    if (AttunePlayer.sounding === this) {
      AttunePlayer.sounding = undefined;
    }
    this.wave?.destroy();
    this.wave = undefined;
    this.playing = false;
    this.failed = false;
  }
}

function seconds(value: number): string {
  if (!value) {
    return '';
  }
  return value < 60 ? value.toFixed(1) + ' s' : Math.floor(value / 60) + ':' + String(Math.floor(value % 60)).padStart(2, '0');
}

customElements.define('attune-player', AttunePlayer);
