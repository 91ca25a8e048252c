namespace BackOffice.Payments.Domain;

/// <summary>What stands at the head of an order's file; all of it is data of the order, so that the file is the same whenever it is built.</summary>
/// <param name="Tag">Of the order: message and batch are named by it.</param>
/// <param name="Terms">What all lines have in common.</param>
/// <param name="SealedAt">By UTC; the creation time the bank reads.</param>
/// <param name="Count">How many lines follow.</param>
/// <param name="Sum">Of their amounts, in the currency of the terms.</param>
public sealed record PaymentBatch(string Tag, PaymentOrderTerms Terms, DateTimeOffset SealedAt, int Count, decimal Sum)
{
    public string MessageId => Tag;

    /// <summary>An order has one execution date, one account and one currency, hence one batch.</summary>
    public string BatchId => $"{Tag}-1";
}
