using System.Globalization;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// The keys of the feature. Orders with their parts and history are one partition of a tenant, so that a change and what it
/// counts are one transaction. Claims lie apart: a claim's place is the debt's alone, whoever orders it, so that two orders
/// meet at the same row.
/// </summary>
internal static class PaymentKeys
{
    public const string Table = "Payments";

    public const string Claims = "PaymentClaims";

    public const string Container = "payments";

    public const string OrderPrefix = "order|";
    public const string SettlementPrefix = "settlement|";

    private const int LongestOrderId = 100;
    private const int LongestWord = 40;

    public static string Partition(string tenant) => $"{tenant}|payments";

    public static string Order(string orderId) => OrderPrefix + orderId;

    public static string PartPrefix(string orderId) => $"part|{orderId}|";

    public static string Part(string orderId, int part) => PartPrefix(orderId) + Number(part);

    public static string ChangePrefix(string orderId) => $"change|{orderId}|";

    public static string Change(string orderId, int version) => ChangePrefix(orderId) + Number(version);

    public static string MovementPrefix(string orderId) => $"movement|{orderId}|";

    public static string Movement(string orderId, int number) => MovementPrefix(orderId) + Number(number);

    public static string TagRow(string tag) => $"tag|{tag}";

    public static string Settlement(string digest) => SettlementPrefix + digest;

    /// <summary>What the order's references begin with.</summary>
    public static string Tag(PaymentOrderReference order) => Digest.Of(order.Tenant, "payment-order", order.OrderId)[..EndToEndId.TagLength];

    /// <summary>
    /// Debts that differ in their last two digits only, or in their last letter or digit, share a page. Its key is the rest of the
    /// name, so that the pages of a range of people lie side by side; a name that cannot be a key is on a page under its digest.
    /// </summary>
    public static ClaimPlace Claim(string tenant, PayableKey key)
    {
        var name = key.Key;
        var end = name.Length >= 2 && char.IsAsciiDigit(name[^1]) && char.IsAsciiDigit(name[^2]) ? 2 : char.IsAsciiLetterOrDigit(name[^1]) ? 1 : 0;
        var page = name[..^end];
        var row = page.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '|') ? $"page|{page}" : $"digest|{Digest.Of(page)}";
        return new($"{tenant}|claims|{key.Kind}|{key.Group}", row, name[^end..]);
    }

    public static string PartBlob(PaymentOrderReference order, int part) => $"{order.Tenant}/{order.OrderId}/parts/{Number(part)}.jsonl.gz";

    public static string FileBlob(PaymentOrderReference order, PaymentFormat format) => $"{order.Tenant}/{order.OrderId}/{FileName(order.OrderId, format)}";

    public static string FileName(string orderId, PaymentFormat format) => orderId + (format is PaymentFormat.RonCsv or PaymentFormat.PlnCsv ? ".csv" : ".xml");

    public static string SettlementBlob(string tenant, string digest) => $"{tenant}/settlements/{digest}.xml";

    public static bool CanBeOrderId(string id)
        => id.Length is >= 1 and <= LongestOrderId && id is not ("settlements" or "." or "..") && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>Whether a kind or group can stand in a key.</summary>
    public static bool CanBeWord(string word)
        => word.Length is >= 1 and <= LongestWord && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string Number(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}
