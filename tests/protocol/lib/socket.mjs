import WebSocket from 'ws';
import { within } from './checks.mjs';

export const SUBPROTOCOL = 'graphql-transport-ws';
const ANSWER_MS = 5_000;

/** A socket that speaks frame by frame and keeps what the server said. */
export class Socket {
  #socket;
  #received = [];
  #wake = () => {};
  #closed;

  static async open(url) {
    const socket = new Socket(url);
    await within(ANSWER_MS, 'handshake', socket.opened);
    return socket;
  }

  /** A socket that the server has acknowledged. */
  static async ready(url) {
    const socket = await Socket.open(url);
    socket.say({ type: 'connection_init' });
    await socket.hear((message) => message.type === 'connection_ack', 'connection_ack');
    return socket;
  }

  constructor(url) {
    this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.opened = new Promise((resolve, reject) => this.#socket.once('open', resolve).on('error', reject));
    this.#closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.on('message', (data) => {
      this.#received.push(JSON.parse(data));
      this.#wake();
    });
    this.#closed.then(() => this.#wake());
  }

  say(message) {
    this.send(JSON.stringify(message));
  }

  send(frame) {
    this.#socket.send(frame);
  }

  subscribe(id, query, more = {}) {
    this.say({ id, type: 'subscribe', payload: { query, ...more } });
  }

  complete(id) {
    this.say({ id, type: 'complete' });
  }

  /** The first message that fits, out of all that came; it is taken. */
  hear(fits, what) {
    return within(ANSWER_MS, what, this.#take(fits, what));
  }

  async #take(fits, what) {
    for (;;) {
      const index = this.#received.findIndex(fits);
      if (index >= 0) return this.#received.splice(index, 1)[0];
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error(`closed (${await this.#closed}) without ${what}`);
      await new Promise((resolve) => (this.#wake = resolve));
    }
  }

  hearOf(id, type) {
    return this.hear((message) => message.id === id && message.type === type, `${type} for ${id}`);
  }

  /** What came and was not taken yet. */
  get unheard() {
    return [...this.#received];
  }

  /** Fails when the server does not read on; afterwards, everything sent before was answered in turn. */
  async mustLive() {
    const payload = { turn: Math.random() };
    this.say({ type: 'ping', payload });
    await this.hear((message) => message.type === 'pong' && message.payload?.turn === payload.turn, 'pong with the payload');
  }

  closeCode(milliseconds = ANSWER_MS) {
    return within(milliseconds, 'close', this.#closed);
  }

  end() {
    this.#socket.terminate();
  }
}
