/** Prints the plain closing line 'N passed, N failed' that any reader of the log can count. */
export default class {
  onTestRunEnd(modules, errors) {
    const n = { passed: 0, failed: 0, skipped: 0 };
    for (const m of modules) {
      for (const t of m.children.allTests()) n[t.result().state] = (n[t.result().state] ?? 0) + 1;
      // A file that cannot be loaded has no tests of its own: it must count as failed all the same.
      if (m.state() === 'failed' && m.errors().length > 0) n.failed += 1;
    }
    const skipped = n.skipped > 0 ? `, ${n.skipped} skipped` : '';
    console.log(`${n.passed} passed, ${n.failed + errors.length} failed${skipped}`);
  }
}
