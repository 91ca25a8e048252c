namespace BackOffice.Invoicing.Domain;

/// <summary>How to pay: BG-16.</summary>
public sealed record PaymentInstruction
{
    /// <summary>BT-81, of UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA direct debit.</summary>
    public string MeansCode { get; init; } = "";

    /// <summary>BT-82.</summary>
    public string? MeansText { get; init; }

    /// <summary>BT-83: what the payer is to quote.</summary>
    public string? Remittance { get; init; }

    /// <summary>BG-17.</summary>
    public IReadOnlyList<CreditAccount> Accounts { get; init; } = [];

    /// <summary>BG-18.</summary>
    public PaymentCard? Card { get; init; }

    /// <summary>BG-19.</summary>
    public DirectDebit? DirectDebit { get; init; }

    /// <summary>What FatturaPA has of it beyond EN 16931.</summary>
    public ItalianPayment? Italy { get; init; }
}

/// <summary>An account to pay to: BG-17.</summary>
/// <param name="Id">BT-84, an IBAN or a national number.</param>
/// <param name="Name">BT-85.</param>
/// <param name="Bic">BT-86.</param>
public sealed record CreditAccount(string Id, string? Name, string? Bic)
{
    /// <summary>What KSeF has of it beyond EN 16931.</summary>
    public PolishAccount? Poland { get; init; }
}

/// <summary>A card: BG-18.</summary>
/// <param name="Number">BT-87: its last digits.</param>
/// <param name="Holder">BT-88.</param>
public sealed record PaymentCard(string Number, string? Holder)
{
    /// <summary>Whose card it is: VISA, MASTERCARD. UBL has it, EN 16931 has no term for it.</summary>
    public string? Network { get; init; }
}

/// <summary>A direct debit: BG-19.</summary>
/// <param name="Mandate">BT-89.</param>
/// <param name="CreditorId">BT-90.</param>
/// <param name="Account">BT-91: the account debited.</param>
public sealed record DirectDebit(string? Mandate, string? CreditorId, string? Account);
