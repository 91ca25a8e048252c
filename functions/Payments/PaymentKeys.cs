using System.Globalization;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// The keys of the feature. Orders with their parts and history are one partition of a tenant, so that a change and what it
/// counts are one transaction. Claims lie apart: a claim's key is the debt's alone, whoever orders it, so that two orders
/// meet at the same row; a few buckets spread a month's claims and still fill transactions of a hundred.
/// </summary>
internal static class PaymentKeys
{
    public const string Table = "Payments";

    public const string Claims = "PaymentClaims";

    public const string Container = "payments";

    public const string OrderPrefix = "order|";
    public const string SettlementPrefix = "settlement|";

    private const int Buckets = 6;
    private const int ClaimLength = 40;
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

    public static (string Partition, string Row) Claim(string tenant, PayableKey key)
    {
        var digest = Digest.Of(key.Kind, key.Group, key.Key);
        var bucket = int.Parse(digest.AsSpan(ClaimLength, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Buckets;
        return ($"{tenant}|claims|{key.Kind}|{key.Group}|{bucket}", digest[..ClaimLength]);
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
