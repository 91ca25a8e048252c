namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function knows of the invocation it runs in.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract IDictionary<object, object> Items { get; set; }

    public abstract IInvocationFeatures Features { get; }

    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>The values a trigger found beside its payload: route values, blob name parts, message metadata.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>What the host knows of a function before it runs.</summary>
public abstract class FunctionDefinition
{
    public abstract string Id { get; }

    public abstract string Name { get; }

    public abstract string EntryPoint { get; }
}

/// <summary>Objects that middleware and triggers leave for one another during one invocation.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    T? Get<T>();

    void Set<T>(T? instance);
}
