using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Notifications.Domain;

/// <summary>Signs webhooks as Standard Webhooks 1.0 says: HMAC-SHA-256 over id, timestamp and body, base64, "v1," before it.</summary>
public static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    /// <summary>What is wrong with a secret, or null.</summary>
    public static string? ProblemWith(string secret)
        => BytesOf(secret) is { Length: >= LeastBytes and <= MostBytes }
            ? null
            : $"A secret is '{SecretPrefix}' and the base64 of {LeastBytes} to {MostBytes} random bytes.";

    /// <summary>The value of the signature header: one signature for each secret, so that a receiver may know the old one or the new one.</summary>
    /// <param name="id">The same for every attempt.</param>
    /// <param name="at">Of this attempt, in whole seconds.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, string body)
        => string.Join(' ', secrets.Select(secret => Sign(secret, string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"))));

    private static string Sign(string secret, string content)
        => "v1," + Convert.ToBase64String(HMACSHA256.HashData(BytesOf(secret) ?? throw new FormatException("Not a webhook secret."), Encoding.UTF8.GetBytes(content)));

    private static byte[]? BytesOf(string secret)
    {
        var bytes = new byte[secret.Length];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var length) ? bytes[..length] : null;
    }
}
