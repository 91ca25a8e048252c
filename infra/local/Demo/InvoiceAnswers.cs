namespace BackOffice.Demo;

/// <summary>What the app says of an electronic invoice.</summary>
internal sealed record InvoiceVerdict(string Format, string? Profile, string? RuleSetVersion, string Verdict, IReadOnlyList<InvoiceFinding> Findings);

/// <summary>One rule that an invoice breaks.</summary>
internal sealed record InvoiceFinding(string Rule, string Severity, string Term, string Message);

/// <summary>An invoice in another format.</summary>
internal sealed record InvoiceInFormat(string To, string Content, IReadOnlyList<InvoiceTerm> Lost);

/// <summary>Something that an invoice says, and its copy does not.</summary>
internal sealed record InvoiceTerm(string Path, string Value);

/// <summary>Why an invoice was not written in another format.</summary>
internal sealed record InvoiceNotWritten(string Code, IReadOnlyList<InvoiceNeed> Missing);

/// <summary>What a format needs and the invoice does not say.</summary>
internal sealed record InvoiceNeed(string Term, string Why);
