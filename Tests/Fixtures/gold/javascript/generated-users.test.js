// Imitates a deliberately bad, machine-written suite (jest): it raises coverage and checks next to nothing.
const { UserService, createUser, hashPassword, isAdult, fullName, normalizeEmail } = require('../src/users');
const { UserRepository } = require('../src/user-repository');
const { ROLES } = require('../src/roles');
const { expectUserToBeSane, verifyAuditTrail } = require('@internal/qa-helpers');

jest.mock('../src/user-repository');

const mockUser = { id: 1, name: 'John Doe', email: 'john@example.com' };

const builder = {
  fields: {},
  should: (key, value) => ({ ...builder, fields: { ...builder.fields, [key]: value } }),
};

describe('UserService', () => {
  let service;
  let repository;

  beforeEach(() => {
    repository = new UserRepository();
    service = new UserService(repository);
  });

  it('should be defined', () => {
    expect(new UserService(repository)).toBeDefined(); //! vacuous none 0 no-sut
    expect(UserService).toBeInstanceOf(Function); //! type-only shape 1 ? vacuous
  });

  it('should work', () => {
    service.refresh();
    expect(true).toBe(true); //! vacuous none 0 constant
  });

  it('should refresh', async () => {
    await service.refresh();
  });

  it('should return the user from the mock', async () => {
    repository.find.mockResolvedValue(mockUser);
    const user = await repository.find(1);
    expect(user).toEqual(mockUser); //! vacuous none 0 mock-return
    expect(repository.find).toHaveBeenCalled(); //! vacuous none 0 no-sut ? call
  });

  it('should find a user', async () => {
    repository.find.mockResolvedValue(mockUser);
    const user = await service.find(1);
    expect(user).toBeTruthy(); //! existence shape 1 supporting
    expect(user).toEqual(mockUser); //! value business 2 pass-through
    expect(typeof user).toBe('object'); //! type-only shape 1 supporting
  });

  it('should call the repository', async () => {
    await service.remove(1);
    expect(repository.remove).toHaveBeenCalled(); //! call shape 1
    expect(repository.remove).toHaveBeenCalledWith(expect.anything()); //! call shape 1
    expect(repository.remove).toHaveBeenCalled; //! vacuous none 0 incomplete
  });

  it('should throw for invalid input', async () => {
    await expect(service.create(null)).rejects.toThrow(); //! throws-any shape 1
    await expect(service.create({})).rejects.toThrow(Error); //! throws-any shape 1
    await expect(service.create(undefined)).rejects.toBeDefined(); //! throws-any shape 1
    expect(() => service.rename()).toThrowError(); //! throws-any shape 1
    expect(() => service.rename(1)).toThrow(TypeError); //! throws-specific business 2 accidental
    expect(() => service.rename(2, null)).toThrowErrorMatchingSnapshot(); //! snapshot ambiguous 2
  });

  it('should handle errors gracefully', async () => {
    try {
      await service.create({ email: 'nope' });
    } catch (error) {
      expect(error).toBeDefined(); //! vacuous none 0 impossible ? throws-any
      expect(error.message).toContain('email'); //! throws-specific business 1 caught
    }
  });

  it('should handle errors gracefully again', async () => {
    let message;
    await service.create({ email: 'nope' }).catch((error) => {
      message = error.message;
    });
    expect(message).toEqual(expect.any(String)); //! throws-any shape 1 ? type-only
  });

  it('should not throw', async () => {
    await expect(service.list()).resolves.not.toThrow(); //! no-throw shape 1
    expect(() => service.refresh()).not.toThrow(); //! no-throw shape 1
    expect(() => fullName(mockUser)).not.toThrowError(); //! no-throw shape 1
  });
});

describe('helpers', () => {
  it('should create a user', () => {
    const user = createUser({ name: 'Jane', email: 'JANE@example.com' });
    expect(user).toEqual(expect.anything()); //! existence shape 1
    expect(user).toMatchObject({}); //! type-only shape 1
    expect(user).toEqual(expect.any(Object)); //! type-only shape 1
    expect(Object.keys(user).length).toBe(4); //! size shape 2
    expect(Object.keys(user)).toEqual(['id', 'name', 'email', 'role']); //! shape shape 2
    expect(user.tags).toEqual(expect.arrayContaining([])); //! type-only shape 1
    expect(user).toMatchSnapshot(); //! snapshot ambiguous 2
    expectUserToBeSane(user); //! unknown ambiguous 0
  });

  it('should hash', () => {
    const hash = hashPassword('secret');
    expect(hash).toBe(hashPassword('secret')); //! mirrored none 0 self-call
    expect(hash).not.toBe('secret'); //! relational business 1 negative
    expect(hash).toEqual(hash); //! vacuous none 0 self-comparison
    expect(hash).toMatch(/.*/); //! vacuous none 0 impossible
    expect(hash).toMatch(/^[0-9a-f]{64}$/); //! type-only shape 1 ? value-partial
  });

  it('should normalize', () => {
    const expected = normalizeEmail(' A@B.C ');
    const result = normalizeEmail(' A@B.C ');
    expect(result).toBe(expected); //! mirrored none 0 self-call
    expect(createUser({ name: 'x', email: ' A@B.C ' }).email).toBe(normalizeEmail(' A@B.C ')); //! mirrored none 1 sut-computed
    expect(fullName({ first: 'A', last: 'B' })).toBe(fullName({ first: 'A', last: 'B' })); //! mirrored none 0 self-call
  });

  it('should share the list', () => {
    const roles = service_roles();
    ROLES.push('temp');
    expect(ROLES).toBe(roles); //! mirrored none 1 ? vacuous
    ROLES.pop();
  });

  it('should tell adults', () => {
    expect(isAdult({ age: 18 })).toBe(true); //! value business 2
    expect(isAdult({ age: 40 })).toBe(true); //! value business 2
    expect(isAdult({ age: 21 }) || true).toBeTruthy(); //! vacuous none 0 constant
  });

  it('should build', () => {
    const built = builder.should('name', 'x').should('email', 'y');
    if (!built) {
      console.error('expect(built) failed');
    }
    expect(built.fields).toEqual({ name: 'x', email: 'y' }); //! vacuous none 0 no-sut
  });

  it('should have a name', () => {
    const user = createUser({ name: 'Jane' });
    user && expect(user.name).toBe('Jane'); //! value business 1 conditional echo
    if (user.role === 'admin') {
      expect(user.permissions).toHaveLength(3); //! size shape 1 conditional
    }
    verifyAuditTrail(user); //! unknown ambiguous 0
  });

  it('should await nothing', () => {
    createUser.later('x').then((user) => {
      expect(user.name).toBe('x'); //! value business 0 unawaited echo
    });
    expect(createUser.later('y')).resolves.toHaveProperty('name'); //! shape shape 0 unawaited
    expect(createUser.later('')).rejects.toThrow(); //! throws-any shape 0 unawaited
  });

  it('should return early', () => {
    const user = createUser({ name: 'Jane' });
    return user;
    expect(user.name).toBe('Jane'); //! value business 0 dead echo
  });

  it.each([
    ['a@b.c', true],
    ['d@e.f', true],
    ['g@h.i', true],
  ])('should accept %s', (email, valid) => {
    expect(UserService.isValidEmail(email)).toBe(valid); //! value business 2 constant-expected table
  });

  it.todo('should check the password policy');
});

function service_roles() {
  return ROLES;
}
