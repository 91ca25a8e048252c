using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>The words that the members of an enum have in JSON and in queries: those of their attributes, else their names.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum
        => Words<T>.OfMember[value];

    /// <summary>To the letter; null when it is none of them.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum
        => Words<T>.Members.TryGetValue(word, out var value) ? value : null;

    /// <summary>In the order of the members.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum
        => Enum.GetValues<T>().Select(Of);

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> OfMember = Enum.GetValues<T>().ToFrozenDictionary(value => value, Read);
        public static readonly FrozenDictionary<string, T> Members = OfMember.ToFrozenDictionary(word => word.Value, word => word.Key, StringComparer.Ordinal);

        private static string Read(T value) => typeof(T).GetField(value.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString();
    }
}
