using BackOffice.LocalRuntime.Tests.StandIns.Samples;

namespace BackOffice.LocalRuntime.Tests.StandIns;

public sealed class SignatureComparerTests
{
    private const string Space = "BackOffice.LocalRuntime.Tests.StandIns.Samples";

    private static readonly string[] Faithful =
    [
        $"{Space}.Sample | class | [System.Serializable(\"a] b\")] public abstract class {Space}.Sample : System.IDisposable, System.IAsyncDisposable",
        $"{Space}.Sample | ctor | protected Sample(string name, int? limit = null)",
        $"{Space}.Sample | event | public event System.EventHandler Changed",
        $"{Space}.Sample | field | public const string Prefix = \"run\"",
        $"{Space}.Sample | property | public string Name {{ get; protected set; }}",
        $"{Space}.Sample | property | [System.Obsolete] public virtual System.Collections.Generic.IReadOnlyList<string> Tags {{ get; init; }}",
        $"{Space}.Sample | method | public static string? op_Implicit({Space}.Sample sample)",
        $"{Space}.Sample | method | public abstract System.Threading.Tasks.Task<System.Collections.Generic.IReadOnlyDictionary<string, object?>?> FindAsync<T>([System.Some(true)] T key, System.DayOfWeek day = System.DayOfWeek.Friday, System.TimeSpan wait = default, System.Threading.CancellationToken cancellationToken = default) where T : class, System.IDisposable",
        $"{Space}.Sample | method | public bool TryGet(string[] keys, out System.DateTimeOffset? time, params object[] rest)",
        $"{Space}.Sample | method | public void Dispose()",
        $"{Space}.Sample | method | protected virtual void Dispose(bool disposing)",
        $"{Space}.Sample | method | public void OnlyInThePackage()",
    ];

    [Fact]
    public void A_faithful_stand_in_has_no_difference_and_may_leave_out_members()
        => Assert.Empty(Compare(typeof(Sample), Faithful));

    [Theory]
    [InlineData("public abstract class", "public class")]
    [InlineData("System.IDisposable, System.IAsync", "System.IAsync")]
    [InlineData("int? limit", "int limit")]
    [InlineData("limit = null", "limit = 0")]
    [InlineData("string name,", "string title,")]
    [InlineData("System.EventHandler", "System.Action")]
    [InlineData("\"run\"", "\"other\"")]
    [InlineData("get; protected set;", "get; set;")]
    [InlineData("get; init;", "get; set;")]
    [InlineData("public virtual System.Coll", "public System.Coll")]
    [InlineData("IReadOnlyList<string>", "IReadOnlyList<object>")]
    [InlineData("FindAsync<T>", "FindAsync<TKey>")]
    [InlineData("DayOfWeek.Friday", "DayOfWeek.Monday")]
    [InlineData("System.TimeSpan wait = default", "System.TimeSpan wait")]
    [InlineData("where T : class, System.IDisposable", "where T : class")]
    [InlineData("out System.DateTimeOffset?", "ref System.DateTimeOffset?")]
    [InlineData("out System.DateTimeOffset?", "out System.DateTimeOffset")]
    [InlineData("params object[]", "object[]")]
    [InlineData("public void Dispose()", "public virtual void Dispose()")]
    [InlineData("protected virtual void", "protected override void")]
    [InlineData("public static string? op_Implicit", "public static string? op_Explicit")]
    public void One_wrong_word_is_one_difference(string right, string wrong)
    {
        var difference = Assert.Single(Compare(typeof(Sample), [.. Faithful.Select(line => line.Replace(right, wrong, StringComparison.Ordinal))]));

        Assert.StartsWith($"{Space}.Sample: ", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void The_constructor_of_an_abstract_class_may_be_public_or_protected()
        => Assert.Empty(Compare(typeof(Sample), [.. Faithful.Select(line => line.Replace("protected Sample(", "public Sample(", StringComparison.Ordinal))]));

    [Fact]
    public void A_member_too_many_is_named_with_what_is_really_there()
    {
        var difference = Assert.Single(Compare(typeof(Sample), [.. Faithful.Where(line => !line.Contains("Prefix", StringComparison.Ordinal))]));

        Assert.Equal($"{Space}.Sample: field 'public const string Prefix = \"run\"' is not in the package, nor is anything of that name", difference);
    }

    [Fact]
    public void A_type_of_no_package_is_a_difference()
        => Assert.Equal($"{Space}.Sample: no listed package has this type", Assert.Single(Compare(typeof(Sample), [])));

    [Fact]
    public void An_enum_member_has_the_same_value()
    {
        string[] faithful = [$"{Space}.SampleKind | enum | public enum {Space}.SampleKind : int", $"{Space}.SampleKind | member | First = 0", $"{Space}.SampleKind | member | Second = 1", $"{Space}.SampleKind | member | Third = 2"];

        Assert.Empty(Compare(typeof(SampleKind), faithful));
        Assert.Single(Compare(typeof(SampleKind), [.. faithful.Select(line => line.Replace("Second = 1", "Second = 3", StringComparison.Ordinal))]));
    }

    private static string[] Compare(Type type, string[] lines) => [.. new SignatureComparer(SignatureListing.Read(lines)).Compare(type)];
}
