using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Keys of one entity's rows. Every RowKey begins with its partition, so that it is unique in the table (TS-38).</summary>
internal sealed class RowKeys(string entity)
{
    public const string Sequence = "D19";

    /// <summary>Names compare without case; a slash is no character of a key, a tilde none of a name.</summary>
    public string Partition { get; } = entity.ToLowerInvariant().Replace('/', '~');

    public string Head => $"{Partition}|head";

    public string Messages => $"{Partition}|m|";

    public string Scheduleds => $"{Partition}|w|";

    public string Sessions => $"{Partition}|s|";

    public string Histories => $"{Partition}|d|";

    public string Message(long sequenceNumber, string? subscription)
        => $"{Messages}{sequenceNumber.ToString(Sequence, CultureInfo.InvariantCulture)}|{subscription?.ToLowerInvariant()}";

    public string Scheduled(long sequenceNumber) => Scheduleds + sequenceNumber.ToString(Sequence, CultureInfo.InvariantCulture);

    public string Session(string sessionId, string? subscription)
        => $"{Sessions}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)))}|{subscription?.ToLowerInvariant()}";

    public string History(long sequenceNumber) => Histories + sequenceNumber.ToString(Sequence, CultureInfo.InvariantCulture);
}
