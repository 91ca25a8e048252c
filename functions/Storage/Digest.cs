using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Storage;

/// <summary>Short names made of longer facts, so that no fact stands in a key or an id.</summary>
internal static class Digest
{
    /// <summary>SHA-256 of the parts, each preceded by its length so that ("ab","c") and ("a","bc") differ; 64 hexadecimal digits in lower case.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}|")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
