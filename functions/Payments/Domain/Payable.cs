using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>The business name of a debt. Whoever orders the same debt under whatever order gives it the same name, so that it is paid once.</summary>
/// <param name="Kind">What sort of debt: salary, invoice.</param>
/// <param name="Group">What the debts of a kind are kept apart by: the month of a salary, the year of an invoice.</param>
/// <param name="Key">Which one, in ids of the business and without names of people.</param>
public sealed record PayableKey(string Kind, string Group, string Key);

/// <summary>A debt to be paid, with all a bank must know of it.</summary>
/// <param name="Key">Its business name.</param>
/// <param name="Creditor">Who gets the money.</param>
/// <param name="Amount">More than zero, without a fraction of a minor unit.</param>
public sealed record Payable(PayableKey Key, Creditor Creditor, Money Amount)
{
    /// <summary>What the creditor reads on the statement: the month of the salary, the supplier's invoice number.</summary>
    public string? Remittance { get; init; }

    /// <summary>The creditor's own reference (ISO 11649, RF...), where there is one; it takes the place of the text in a SEPA file.</summary>
    public string? Reference { get; init; }
}

/// <summary>Who is paid and where.</summary>
/// <param name="Name">As the account is held, in any alphabet.</param>
/// <param name="Account">Null when it is not known: the line is refused.</param>
public sealed record Creditor(string Name, Iban? Account)
{
    /// <summary>The bank's code; not needed within SEPA.</summary>
    public string? Bic { get; init; }

    public PostalAddress? Address { get; init; }
}

/// <summary>The account that pays.</summary>
/// <param name="Name">As the account is held.</param>
/// <param name="Account">Where the money comes from.</param>
public sealed record Debtor(string Name, Iban Account)
{
    /// <summary>The bank's code; not needed within SEPA.</summary>
    public string? Bic { get; init; }

    public PostalAddress? Address { get; init; }
}

/// <summary>An ordered debt: the line of a payment order.</summary>
/// <param name="EndToEndId">Comes back in the bank's answers.</param>
/// <param name="Payable">What is paid.</param>
public sealed record OrderedPayable(string EndToEndId, Payable Payable);
