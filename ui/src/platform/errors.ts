/** What went wrong, as the workbench says it. Match on `code`, never on `message`. */
export class AssayError extends Error {
  override readonly name = 'AssayError';

  readonly code: string;
  readonly details: unknown;

  constructor(code: string, message: string, details: unknown = null) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** Whatever a transport threw, as an AssayError. */
  static from(thrown: unknown): AssayError {
    if (thrown instanceof AssayError) return thrown;
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
      const { code, message } = thrown;
      return new AssayError(
        String(code),
        String(message),
        'details' in thrown ? thrown.details : null,
      );
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AssayError('transport', message);
  }
}
