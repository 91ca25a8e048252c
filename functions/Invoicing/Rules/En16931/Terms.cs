using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>
/// Where the business terms of EN 16931-1 stand in a document of one syntax (CEN/TS 16931-3-2 for UBL, 16931-3-3 for CII), as far as
/// rules ask for them. A term (BT) is the first element of its name below its group, null when there is none; groups (BG) that stand in
/// many places are sorted into <see cref="EnGroups"/>.
/// </summary>
internal abstract class Terms
{
    // The document
    public abstract RawNode? Number { get; } // BT-1
    public abstract RawNode? IssueDate { get; } // BT-2
    public abstract RawNode? TypeCode { get; } // BT-3
    public abstract RawNode? Currency { get; } // BT-5
    public abstract RawNode? VatCurrency { get; } // BT-6
    public abstract RawNode? Specification { get; } // BT-24
    public abstract RawNode? SellerName { get; } // BT-27
    public abstract RawNode? SellerAddress { get; } // BG-5
    public abstract RawNode? BuyerName { get; } // BT-44
    public abstract RawNode? BuyerAddress { get; } // BG-8
    public abstract bool IsDelivered { get; } // BT-72 or BG-14
    public abstract bool IsDeliveredTo { get; } // BT-80
    public abstract RawNode? AmountDue { get; } // BT-115
    public abstract RawNode? PrecedingNumber(RawNode preceding); // BT-25
    public abstract RawNode? AttachmentReference(RawNode attachment); // BT-122

    // Parties
    public abstract RawNode? ElectronicAddress(RawNode party); // BT-34 BT-49
    public abstract RawNode? Address(RawNode party); // BG-5 BG-8 BG-12
    public abstract RawNode? Country(RawNode address); // BT-40 BT-55 BT-69 BT-80
    public abstract RawNode? Name(RawNode party); // BT-28 BT-59 BT-62
    public abstract RawNode? Id(RawNode party); // BT-29 with or without scheme
    public abstract IEnumerable<RawNode> Ids(RawNode party); // BT-29 BT-60
    public abstract RawNode? LegalId(RawNode party); // BT-30 BT-47 BT-61
    public abstract RawNode? VatId(RawNode party); // BT-31 BT-48 BT-63
    public abstract RawNode? TaxNumber(RawNode party); // BT-31 or BT-32

    // Periods
    public abstract RawNode? PeriodStart(RawNode period); // BT-73 BT-134
    public abstract RawNode? PeriodEnd(RawNode period); // BT-74 BT-135

    // Payment
    public abstract RawNode? PaymentMeansCode(RawNode means); // BT-81
    public abstract RawNode? CreditAccount(RawNode means); // BG-17
    public abstract RawNode? AccountId(RawNode account); // BT-84

    // Allowances and charges, of the document and of lines
    public abstract RawNode? AllowanceAmount(RawNode allowance); // BT-92 BT-99 BT-136 BT-141
    public abstract RawNode? AllowanceBase(RawNode allowance); // BT-93 BT-100 BT-137 BT-142
    public abstract RawNode? AllowanceReason(RawNode allowance); // BT-97 BT-104 BT-139 BT-144
    public abstract RawNode? AllowanceReasonCode(RawNode allowance); // BT-98 BT-105 BT-140 BT-145
    public abstract RawNode? AllowanceCategory(RawNode allowance); // BT-95 BT-102

    // Totals
    public abstract RawNode? SumOfLines(RawNode totals); // BT-106
    public abstract RawNode? SumOfAllowances(RawNode totals); // BT-107
    public abstract RawNode? SumOfCharges(RawNode totals); // BT-108
    public abstract RawNode? WithoutVat(RawNode totals); // BT-109
    public abstract RawNode? WithVat(RawNode totals); // BT-112
    public abstract RawNode? Prepaid(RawNode totals); // BT-113
    public abstract RawNode? RoundingAmount(RawNode totals); // BT-114
    public abstract RawNode? Due(RawNode totals); // BT-115
    public abstract RawNode? VatAmount(RawNode vatTotal); // BT-110 BT-111

    // VAT
    public abstract RawNode? TaxableAmount(RawNode breakdown); // BT-116
    public abstract RawNode? TaxAmount(RawNode breakdown); // BT-117

    /// <summary>The element of a breakdown that has its category and rate, of the VAT scheme only.</summary>
    public abstract RawNode? BreakdownVat(RawNode breakdown);

    /// <summary>The line, allowance, charge or breakdown that an element with a VAT category belongs to.</summary>
    public abstract RawNode? OwnerOf(RawNode vat, VatPlace place);

    /// <summary>Whether an allowance or charge is one of the document, not of a line.</summary>
    public abstract bool IsOfDocument(RawNode allowance);
    public abstract bool IsOfVat(RawNode vat);
    public abstract RawNode? Category(RawNode vat); // BT-95 BT-102 BT-118 BT-151
    public abstract RawNode? Rate(RawNode vat); // BT-96 BT-103 BT-119 BT-152
    public abstract RawNode? ExemptionReason(RawNode vat); // BT-120 or BT-121

    // Lines
    public abstract RawNode? LineId(RawNode line); // BT-126
    public abstract RawNode? Quantity(RawNode line); // BT-129
    public abstract RawNode? LineAmount(RawNode line); // BT-131
    public abstract RawNode? NetPrice(RawNode line); // BT-146
    public abstract RawNode? GrossPrice(RawNode line); // BT-148
    public abstract RawNode? LineCategory(RawNode line); // BT-151, of the VAT scheme only
    public abstract RawNode? ItemName(RawNode line); // BT-153
    public abstract RawNode? AttributeName(RawNode attribute); // BT-160
    public abstract RawNode? AttributeValue(RawNode attribute); // BT-161

    /// <summary>Puts an element into the group it is of.</summary>
    public abstract void Sort(RawNode element, EnGroups groups);

    /// <summary>Whether an element is the code of a country, of whatever address or item.</summary>
    public abstract bool IsCountry(RawNode element);

    /// <summary>Whether something of the standard rate is not counted beside split payment.</summary>
    public abstract bool MayStandBesideSplitPayment((RawNode Element, VatPlace Place) standard);

    /// <summary>What a category's taxable amount has to be: lines and charges less allowances, rounded where the syntax's rules round.</summary>
    public abstract Figure TaxableOf(VatSums sums);

    public static bool Filled(RawNode? term) => term is { HasValue: true };
}
